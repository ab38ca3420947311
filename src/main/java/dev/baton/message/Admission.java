package dev.baton.message;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentCapacity;
import dev.baton.agent.PreparedCall;
import dev.baton.ledger.BudgetExhausted;
import dev.baton.ledger.Budgets;
import dev.baton.ledger.CallFacts;
import dev.baton.ledger.OpenedCall;
import dev.baton.ledger.Reservation;
import dev.baton.limit.CallsInFlight;
import dev.baton.limit.Limit;
import dev.baton.limit.RateLimits;
import dev.baton.platform.Ids;
import dev.baton.platform.commit.CommitUnavailable;
import dev.baton.platform.memory.Holding;
import dev.baton.platform.memory.MemoryBudget;
import dev.baton.platform.memory.NoRoom;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.trace.RequestAge;
import dev.baton.selection.Selector.Choice;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Lets a question through to an agent: chooses the agent, checks its limits, renders its prompt,
 * waits for a place and reserves the money, in this order, so that what costs least is refused
 * first.
 */
@Component
class Admission {

    /** An instance without room for the beginning of an answer does not ask for one. */
    private static final int FIRST_OF_ANSWER = 8 * 1024;

    private final AgentChoice choices;
    private final TenantDirectory tenants;
    private final RateLimits limits;
    private final CallsInFlight inFlight;
    private final AgentCapacity capacity;
    private final Budgets budgets;
    private final CallCommit commit;
    private final Refusals refusals;
    private final MemoryBudget memory;
    private final SealedTexts texts;
    private final Clock clock;

    Admission(
            AgentChoice choices,
            TenantDirectory tenants,
            RateLimits limits,
            CallsInFlight inFlight,
            AgentCapacity capacity,
            Budgets budgets,
            CallCommit commit,
            Refusals refusals,
            MemoryBudget memory,
            SealedTexts texts,
            Clock clock) {
        this.choices = choices;
        this.tenants = tenants;
        this.limits = limits;
        this.inFlight = inFlight;
        this.capacity = capacity;
        this.budgets = budgets;
        this.commit = commit;
        this.refusals = refusals;
        this.memory = memory;
        this.texts = texts;
        this.clock = clock;
    }

    /** The only try of a question whose caller waits. */
    Attempt admit(Actor by, Question question, boolean repeated) {
        return admit(by, question, question.id(), 1, repeated, 0);
    }

    /**
     * An attempt whose asker makes something of its end.
     *
     * @param repeated whether an instance that died may have made the same attempt before
     */
    Attempt attempt(Actor by, Question question, int number, boolean repeated) {
        return attempt(by, question, number, repeated, 0);
    }

    /**
     * A try of an asynchronous message. Its call has an id of its own: while this instance stops,
     * another may begin the same try again, and both calls have to be paid.
     *
     * @param size of the question as it was kept
     */
    Attempt attempt(Actor by, Question question, int number, int size) {
        return attempt(by, question, number, number > 1, size);
    }

    private Attempt attempt(Actor by, Question question, int number, boolean repeated, int size) {
        if (!tenants.get(by.tenant()).isActive()) {
            throw new TenantPaused();
        }
        return admit(by, question, Ids.next(), number, repeated, size);
    }

    /**
     * Refuses a question that no try could answer: its agent does not exist, or its agent's kind
     * does not take it. What may pass until it is tried, such as an agent that is down, is no
     * reason.
     */
    void check(Actor by, Question question) {
        try {
            var choice = choices.of(by.tenant(), question);
            var none = Holding.unbounded();
            var calls = choices.calls(by.tenant(), question, clock.instant(), none);
            var _ = calls.at(choice.agent());
        } catch (Conflict forNow) {
            return;
        }
    }

    private Attempt admit(
            Actor by, Question question, UUID call, int number, boolean repeated, int size) {
        commit.admit();
        var held = memory.open(by.tenant().value());
        try {
            makeRoom(held, FIRST_OF_ANSWER + size);
            return open(new Asking(by, question, call, number, repeated, held, clock.instant()));
        } catch (Problem refusal) {
            held.close();
            refusals.note(by, question, refusal);
            throw refusal;
        } catch (RuntimeException | Error fault) {
            held.close();
            throw fault;
        }
    }

    private static void makeRoom(Holding held, int bytes) {
        try {
            held.grow(bytes);
        } catch (NoRoom full) {
            throw full.problem();
        }
    }

    private Attempt open(Asking asking) {
        var payer = tenants.get(asking.tenant());
        var calls = choices.calls(payer.id(), asking.question(), asking.startedAt(), asking.held());
        var choice = choices.of(payer, asking.question(), calls);
        try {
            return open(asking, payer, choice, calls);
        } catch (BudgetExhausted spent) {
            // Now it is known what is left, and somebody else may need less.
            var other = choices.of(payer, asking.question(), calls);
            if (other.agent().id().equals(choice.agent().id())) {
                throw spent;
            }
            return open(asking, payer, other, calls);
        }
    }

    private Attempt open(Asking asking, Tenant payer, Choice choice, PossibleCalls calls) {
        var tenant = payer.id();
        var startedAt = asking.startedAt();
        var seal = texts.of(tenant);
        var agent = choice.agent();
        limits.take(List.of(agentLimit(tenant, agent)));
        var prepared = calls.at(agent);
        var waited = RequestAge.now();
        commit.admitAfter(waited);
        var place = place(payer, agent, startedAt.plus(agent.timeout()));
        try {
            var asked = System.nanoTime();
            var reservation = budgets.reserve(tenant, prepared.worstCaseNanos());
            // To wait for a place is no sign of a slow database, to wait for money is.
            waited = waited.plusNanos(System.nanoTime() - asked);
            admitAfter(waited, reservation);
            var facts = facts(asking, agent, prepared);
            return new Attempt(
                    asking.question(),
                    commit.opened(new OpenedCall(facts, reservation, startedAt)),
                    agent,
                    choice.decision(),
                    prepared,
                    payer.currency(),
                    place,
                    asking.held(),
                    seal,
                    waited,
                    asking.number(),
                    asking.repeated());
        } catch (RuntimeException | Error refused) {
            place.close();
            throw refused;
        }
    }

    private void admitAfter(Duration waited, Reservation reservation) {
        try {
            commit.admitAfter(waited);
        } catch (CommitUnavailable refused) {
            budgets.release(reservation);
            throw refused;
        }
    }

    private Place place(Tenant payer, Agent agent, Instant deadline) {
        var counted = inFlight.enter(payer);
        try {
            return new Place(counted, capacity.acquire(agent, payer.id(), deadline));
        } catch (RuntimeException | Error refused) {
            counted.close();
            throw refused;
        }
    }

    private static Limit agentLimit(TenantId tenant, Agent agent) {
        return new Limit(Limit.Scope.AGENT, agent.id().value() + "/" + tenant, agent.rateLimit());
    }

    private static CallFacts facts(Asking asking, Agent agent, PreparedCall prepared) {
        var by = asking.by();
        var question = asking.question();
        var isKey = by.kind() == Actor.Kind.KEY;
        var isAccount = by.kind() == Actor.Kind.ACCOUNT;
        return new CallFacts(
                by.tenant(),
                asking.call(),
                question.id(),
                agent.id().value(),
                agent.name(),
                isKey ? by.requiredId() : null,
                isAccount ? by.requiredId() : null,
                prepared.promptVersion().orElse(null),
                prepared.model(),
                question.entrance(),
                question.trace().traceId());
    }

    /** What is asked of agents, by whom and in which attempt; it takes what is held. */
    private record Asking(
            Actor by,
            Question question,
            UUID call,
            int number,
            boolean repeated,
            Holding held,
            Instant startedAt) {

        TenantId tenant() {
            return by.tenant();
        }
    }

    /** The tenant is suspended: what it has asked already waits until it may work again. */
    static final class TenantPaused extends Conflict {

        TenantPaused() {
            super("tenant_suspended", "The tenant is suspended.");
        }
    }
}
