package dev.baton.decision;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.tenant.TenantId;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One decision with all it was based on, so that the same inputs give the same outcome again.
 *
 * @param subject id of what it was about: the message
 * @param traceId of a request that was refused; otherwise its message tells
 */
public record Decision(
        TenantId tenant,
        UUID id,
        Instant decidedAt,
        UUID subject,
        Explanation explanation,
        @Nullable String traceId) {

    public Decision(
            TenantId tenant, UUID id, Instant decidedAt, UUID subject, Explanation explanation) {
        this(tenant, id, decidedAt, subject, explanation, null);
    }

    public Decision inTrace(String trace) {
        return new Decision(tenant, id, decidedAt, subject, explanation, trace);
    }

    /** What was decided, as it is stored. */
    @Schema(oneOf = {Selection.class, Refusal.class})
    public sealed interface Explanation permits Selection, Refusal {}

    /**
     * An agent was chosen, or none could be.
     *
     * @param asked what the caller asked for: {@code agent}, {@code capability} or {@code fit}
     * @param wish the agent or capability that was asked for
     * @param weights of the parts of the score
     * @param candidates every agent that was looked at, best first
     * @param leftOut how many more there were that nobody asked for; null in old decisions
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Selection(
            String asked,
            @Nullable String wish,
            String strategy,
            Map<String, Double> weights,
            List<Candidate> candidates,
            @Nullable Integer leftOut)
            implements Explanation {

        public Optional<Candidate> chosen() {
            return candidates.stream()
                    .filter(candidate -> candidate.reason() == Reason.CHOSEN)
                    .findFirst();
        }
    }

    /**
     * An agent that was looked at.
     *
     * @param score 0 to 1; 0 for one that was not scored
     * @param parts of the score before weighting, each 0 to 1
     * @param detail the fact behind the reason, for example the missing capability or variable
     * @param figures that were compared where a reason is about money: {@code needed}, {@code left}
     *     and their {@code currency}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Candidate(
            UUID agent,
            String name,
            Reason reason,
            double score,
            Map<String, Double> parts,
            @Nullable String detail,
            @Nullable Map<String, String> figures) {

        public Candidate(
                UUID agent,
                String name,
                Reason reason,
                double score,
                Map<String, Double> parts,
                @Nullable String detail) {
            this(agent, name, reason, score, parts, detail, null);
        }
    }

    /** Why a candidate won or lost; each has a sentence in every language. */
    public enum Reason {
        CHOSEN,
        LOWER_SCORE,
        NOT_ASKED_FOR,
        LACKS_CAPABILITY,
        DISABLED,
        INACTIVE,
        NEEDS_VARIABLE,
        REFUSES_VARIABLE,
        AT_CAPACITY,
        /** In an earlier attempt at the same, while others could answer. */
        FAILED_BEFORE,
        NO_EXCHANGE_RATE,
        /** A call could have cost more than might be spent. */
        OVER_BUDGET
    }

    /**
     * A call was refused; later refusals of the same limit and window are only counted.
     *
     * @param rule {@code rate_limited}, {@code budget_exhausted}
     * @param facts the figures: limit, owner, when it frees
     */
    public record Refusal(String rule, Map<String, String> facts) implements Explanation {}
}
