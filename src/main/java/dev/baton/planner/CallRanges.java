package dev.baton.planner;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentCall;
import dev.baton.agent.AgentKinds;
import dev.baton.agent.AgentVitals;
import dev.baton.agent.ExpectedCosts;
import dev.baton.agent.PreparedCall;
import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStatus;
import dev.baton.model.TokenUsage;
import dev.baton.model.Tokens;
import dev.baton.platform.Ids;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.trace.Trace;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What a call of an agent may take: by what its calls took, and before there were any by the price
 * book's worst case. Calls are prepared, never made.
 */
@Component
class CallRanges {

    /** So many calls tell more than the price book does. */
    private static final long ENOUGH_CALLS = 5;

    private static final Duration LOOKED_BACK = Duration.ofDays(14);
    private static final double LOW = 0.10;
    private static final double LIKELY = 0.50;
    private static final double HIGH = 0.95;
    private static final long SHORT_ANSWER = 20;
    private static final long USUAL_ANSWER = 400;
    private static final long FASTEST_MILLIS = 50;
    private static final long USUAL_MILLIS = 5_000;

    private final AgentKinds kinds;
    private final AgentVitals vitals;
    private final ExpectedCosts costs;
    private final UsageStatistics usage;
    private final Clock clock;

    CallRanges(
            AgentKinds kinds,
            AgentVitals vitals,
            ExpectedCosts costs,
            UsageStatistics usage,
            Clock clock) {
        this.kinds = kinds;
        this.vitals = vitals;
        this.costs = costs;
        this.usage = usage;
        this.clock = clock;
    }

    /**
     * What an agent's calls took.
     *
     * @param tokensIn mean of a call
     */
    record History(long tokensIn, long tokensOut, Range cost, Range millis) {}

    /** Null when the tenant has asked it too rarely. */
    @Nullable History history(TenantId tenant, Agent agent) {
        var now = clock.instant();
        var filter =
                new UsageFilter(
                        now.minus(LOOKED_BACK),
                        now,
                        agent.id().value(),
                        null,
                        null,
                        null,
                        null,
                        Set.of(UsageStatus.COMPLETED));
        var sums = usage.total(tenant, filter);
        if (sums.calls() < ENOUGH_CALLS) {
            return null;
        }
        var paid = usage.costs(tenant, filter);
        var took = usage.latencies(tenant, filter);
        return new History(
                sums.tokensIn() / sums.calls(),
                sums.tokensOut() / sums.calls(),
                new Range(
                        paid.nanos(LOW).orElse(0),
                        paid.nanos(LIKELY).orElse(0),
                        paid.nanos(HIGH).orElse(0)),
                new Range(
                        (long) took.millis(LOW).orElse(0),
                        (long) Math.ceil(took.millis(LIKELY).orElse(0)),
                        (long) Math.ceil(took.millis(HIGH).orElse(0))));
    }

    /**
     * @param body a chat completion request, as far as it is known
     * @param more tokens that steps before it will add to the body, at most
     */
    CallRange of(
            TenantId tenant,
            Agent agent,
            ObjectNode body,
            Map<String, Object> variables,
            long more,
            @Nullable History history) {
        var tokensIn = Tokens.ofRequest(body);
        if (history != null) {
            return new CallRange(
                    Math.max(tokensIn, history.tokensIn()),
                    history.tokensOut(),
                    history.cost(),
                    history.millis(),
                    true);
        }
        var likelyIn = tokensIn + Math.min(more, USUAL_ANSWER);
        return new CallRange(
                likelyIn,
                USUAL_ANSWER,
                cost(tenant, agent, body, variables, tokensIn, more),
                millis(agent),
                false);
    }

    private Range cost(
            TenantId tenant,
            Agent agent,
            ObjectNode body,
            Map<String, Object> variables,
            long tokensIn,
            long more) {
        var call =
                new AgentCall(
                        Ids.next(),
                        tenant,
                        body,
                        variables,
                        Trace.start(),
                        clock.instant().plus(agent.timeout()));
        try {
            return cost(kinds.of(agent).prepare(agent, call), tokensIn, more);
        } catch (Problem refused) {
            var expected = costs.of(agent, tenant).orElse(0L);
            return new Range(0, expected, expected * 2);
        }
    }

    private static Range cost(PreparedCall call, long tokensIn, long more) {
        var added = paid(call, tokensIn + more, 1) - paid(call, tokensIn, 1);
        return new Range(
                paid(call, tokensIn, SHORT_ANSWER),
                paid(call, tokensIn + Math.min(more, USUAL_ANSWER), USUAL_ANSWER),
                call.worstCaseNanos() + added);
    }

    private static long paid(PreparedCall call, long input, long output) {
        return call.costNanos(new TokenUsage(input, 0, output, true));
    }

    private Range millis(Agent agent) {
        var longest = agent.timeout().toMillis();
        var average = vitals.health(agent).latency().map(Duration::toMillis).orElse(USUAL_MILLIS);
        var likely = Math.min(average, longest);
        return new Range(Math.min(FASTEST_MILLIS, likely), likely, longest);
    }
}
