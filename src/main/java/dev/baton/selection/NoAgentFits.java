package dev.baton.selection;

import dev.baton.decision.Decision;
import dev.baton.decision.Decision.Candidate;
import dev.baton.decision.Decision.Reason;
import dev.baton.platform.problem.Conflict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** None of the agents that the tenant may use can answer; the candidates say why each cannot. */
public class NoAgentFits extends Conflict {

    private final Decision decision;
    private final List<Candidate> candidates;

    NoAgentFits(@Nullable String capability, List<Candidate> candidates, Decision decision) {
        super(
                "no_agent_fits",
                capability == null
                        ? "No agent can answer now."
                        : "No agent with the capability %s can answer now.".formatted(capability),
                String.valueOf(capability));
        this.decision = decision;
        this.candidates = List.copyOf(candidates);
    }

    /** Why it is none of them. */
    public Decision decision() {
        return decision;
    }

    /** Whether an agent that fits has too much to do just now. */
    public boolean isForWantOfRoom() {
        return candidates.stream()
                .anyMatch(candidate -> candidate.reason() == Reason.AT_CAPACITY);
    }

    @Override
    public Map<String, Object> extensions() {
        return Map.of(
                "candidates",
                candidates.stream()
                        .map(
                                candidate ->
                                        Map.of(
                                                "agent", candidate.name(),
                                                "reason",
                                                        candidate
                                                                .reason()
                                                                .name()
                                                                .toLowerCase(Locale.ROOT)))
                        .toList());
    }
}
