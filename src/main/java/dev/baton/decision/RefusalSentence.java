package dev.baton.decision;

import dev.baton.platform.web.Formats;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A refusal in the reader's words: a message and what stands in it, written as the reader writes
 * it.
 */
public record RefusalSentence(String key, List<String> arguments) {

    private static final Set<String> RATES =
            Set.of("global", "tenant", "user", "key", "agent", "address");

    /**
     * @param facts what the problem says beyond its code
     * @return empty when there are no words for such a refusal
     */
    public static Optional<RefusalSentence> of(String rule, Map<String, ?> facts, Formats formats) {
        return switch (rule) {
            case "rate_limited" -> rate(facts, formats);
            case "budget_exhausted" -> budget(facts, formats);
            case "agent_concurrency" ->
                    Optional.of(text(facts, "concurrent"))
                            .filter(places -> !places.isEmpty())
                            .map(it -> new RefusalSentence("decision.refused.places", List.of(it)));
            default -> Optional.empty();
        };
    }

    private static Optional<RefusalSentence> rate(Map<String, ?> facts, Formats formats) {
        var scope = text(facts, "limit");
        var perMinute = text(facts, "per_minute");
        return RATES.contains(scope) && !perMinute.isEmpty()
                ? Optional.of(
                        new RefusalSentence(
                                "decision.refused.rate." + scope,
                                List.of(formats.number(Long.parseLong(perMinute)))))
                : Optional.empty();
    }

    private static Optional<RefusalSentence> budget(Map<String, ?> facts, Formats formats) {
        return facts.containsKey("needed")
                ? Optional.of(
                        new RefusalSentence(
                                "decision.refused.budget",
                                List.of(
                                        money(facts, "needed", formats),
                                        money(facts, "left", formats),
                                        money(facts, "monthly_limit", formats),
                                        formats.month(YearMonth.parse(text(facts, "period"))))))
                : Optional.empty();
    }

    /** An amount of the facts as the reader writes it. */
    public static String money(Map<String, ?> facts, String fact, Formats formats) {
        var nanos = new BigDecimal(text(facts, fact)).movePointRight(9).longValue();
        return formats.money(nanos, text(facts, "currency")).text();
    }

    private static String text(Map<String, ?> facts, String fact) {
        var value = facts.get(fact);
        return value == null ? "" : value.toString();
    }
}
