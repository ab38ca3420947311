package dev.baton.selection;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentKinds;
import dev.baton.decision.Decision.Candidate;
import dev.baton.decision.Decision.Reason;
import dev.baton.prompt.VariablesRefused;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Chooses among ranked agents the first that takes the variables and whose call the money covers.
 * That takes a look at its template and a call, so only those before it are asked.
 */
final class FirstThatCan {

    private final AgentKinds kinds;
    private final Need need;
    private final Map<UUID, Agent> agents;

    FirstThatCan(AgentKinds kinds, Need need, Map<UUID, Agent> agents) {
        this.kinds = kinds;
        this.need = need;
        this.agents = agents;
    }

    /**
     * All ranked ones, the chosen one first. If none can and one that is full could, nobody is
     * chosen now.
     */
    List<Candidate> choose(List<Candidate> scored, List<Agent> full) {
        var ranked = failedLast(scored);
        var passedOver = new ArrayList<Candidate>();
        for (var candidate : ranked) {
            var obstacle = obstacle(candidate);
            if (obstacle == null) {
                var others =
                        ranked.subList(passedOver.size() + 1, ranked.size()).stream()
                                .map(other -> notChosen(other, candidate))
                                .toList();
                return Stream.of(List.of(chosen(candidate)), others, passedOver)
                        .flatMap(List::stream)
                        .toList();
            }
            passedOver.add(obstacle);
        }
        if (ranked.isEmpty() || full.stream().anyMatch(this::can)) {
            return passedOver;
        }
        return cheapest(passedOver)
                .map(agent -> firstOf(passedOver, is(agent)))
                .orElseGet(() -> firstOf(ranked, is(agent(ranked.getFirst()))));
    }

    /** Those that have failed come after all others, though they may have scored higher. */
    private List<Candidate> failedLast(List<Candidate> ranked) {
        return sorted(ranked, candidate -> !hasFailed(candidate));
    }

    private boolean hasFailed(Candidate candidate) {
        return need.failedAgents().contains(candidate.agent());
    }

    private Candidate notChosen(Candidate candidate, Candidate chosen) {
        return hasFailed(candidate) && !hasFailed(chosen)
                ? because(candidate, Reason.FAILED_BEFORE, null, null)
                : candidate;
    }

    private Optional<Agent> cheapest(List<Candidate> passedOver) {
        return passedOver.stream()
                .filter(candidate -> candidate.reason() == Reason.OVER_BUDGET)
                .map(this::agent)
                .min(Comparator.comparingLong(need.means()::worstCase));
    }

    private static List<Candidate> firstOf(List<Candidate> all, Predicate<Candidate> first) {
        return sorted(all, first).stream()
                .map(candidate -> first.test(candidate) ? chosen(candidate) : candidate)
                .toList();
    }

    private static List<Candidate> sorted(List<Candidate> all, Predicate<Candidate> first) {
        return Stream.concat(all.stream().filter(first), all.stream().filter(first.negate()))
                .toList();
    }

    private static Predicate<Candidate> is(Agent agent) {
        return candidate -> candidate.agent().equals(agent.id().value());
    }

    private Agent agent(Candidate candidate) {
        return Objects.requireNonNull(agents.get(candidate.agent()));
    }

    private boolean can(Agent agent) {
        return refusal(agent) == null && need.means().cover(agent);
    }

    /** The candidate with what keeps it from being chosen; null for nothing. */
    private @Nullable Candidate obstacle(Candidate scored) {
        var agent = agent(scored);
        var refusal = refusal(agent);
        if (refusal != null) {
            var reason = refusal.isForWant() ? Reason.NEEDS_VARIABLE : Reason.REFUSES_VARIABLE;
            return because(scored, reason, refusal.variable(), null);
        }
        return need.means().cover(agent)
                ? null
                : because(scored, Reason.OVER_BUDGET, null, need.means().figures(agent));
    }

    private @Nullable VariablesRefused refusal(Agent agent) {
        try {
            kinds.of(agent).checkVariables(agent, need.body(), need.variables());
            return null;
        } catch (VariablesRefused refused) {
            return refused;
        }
    }

    /** Figures stay: they tell of a chosen one that it is too dear as well. */
    private static Candidate chosen(Candidate best) {
        return because(best, Reason.CHOSEN, null, best.figures());
    }

    private static Candidate because(
            Candidate scored,
            Reason reason,
            @Nullable String detail,
            @Nullable Map<String, String> figures) {
        return new Candidate(
                scored.agent(),
                scored.name(),
                reason,
                scored.score(),
                scored.parts(),
                detail,
                figures);
    }
}
