package dev.baton.decision.web;

import dev.baton.decision.Decision.Refusal;
import dev.baton.platform.web.Formats;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as its page tells it.
 *
 * @param sentenceKey message key of the sentence; null when there is none for this rule
 * @param detail the sentence as the caller got it, in English
 * @param change where somebody may change it; null when nobody can in the console
 */
record RefusalView(
        String rule,
        @Nullable String sentenceKey,
        List<String> arguments,
        String detail,
        @Nullable Change change) {

    private static final Set<String> RATES =
            Set.of("global", "tenant", "user", "key", "agent", "address");

    /**
     * @param labelKey message key of what one does there
     * @param right that doing it needs
     */
    record Change(String href, String labelKey, String right) {}

    static RefusalView of(Refusal refusal, Formats formats) {
        var facts = refusal.facts();
        var detail = facts.getOrDefault("detail", refusal.rule());
        return switch (refusal.rule()) {
            case "rate_limited" -> rate(refusal.rule(), facts, detail);
            case "budget_exhausted" ->
                    new RefusalView(
                            refusal.rule(),
                            facts.containsKey("needed") ? "decision.refused.budget" : null,
                            money(facts, formats),
                            detail,
                            new Change("/budget", "decision.change.budget", "tenant:write"));
            case "agent_concurrency" ->
                    new RefusalView(
                            refusal.rule(),
                            facts.containsKey("concurrent") ? "decision.refused.places" : null,
                            List.of(facts.getOrDefault("concurrent", "")),
                            detail,
                            agent(facts, "decision.change.places"));
            default -> new RefusalView(refusal.rule(), null, List.of(), detail, null);
        };
    }

    private static RefusalView rate(String rule, Map<String, String> facts, String detail) {
        var scope = facts.getOrDefault("limit", "");
        return new RefusalView(
                rule,
                RATES.contains(scope) ? "decision.refused.rate." + scope : null,
                List.of(facts.getOrDefault("per_minute", "")),
                detail,
                rateChange(scope, facts));
    }

    private static @Nullable Change rateChange(String scope, Map<String, String> facts) {
        var owner = facts.getOrDefault("owner", "");
        return switch (scope) {
            case "tenant", "user" ->
                    scope.equals("tenant") && !owner.isEmpty()
                            ? new Change(
                                    "/tenants/" + owner + "/edit",
                                    "decision.change.rate",
                                    "tenants:write")
                            : null;
            case "key" -> new Change("/keys/" + owner, "decision.change.key", "keys:read");
            case "agent" -> agent(facts, "decision.change.rate");
            default -> null;
        };
    }

    /** The owner of an agent's limit is the agent, and for a rate also the tenant that calls it. */
    private static Change agent(Map<String, String> facts, String labelKey) {
        var id = facts.getOrDefault("owner", "").split("/")[0];
        return new Change("/agents/" + id + "/edit", labelKey, "agents:write");
    }

    private static List<String> money(Map<String, String> facts, Formats formats) {
        var currency = facts.getOrDefault("currency", "");
        return List.of(
                told(facts.get("needed"), currency, formats),
                told(facts.get("left"), currency, formats),
                told(facts.get("monthly_limit"), currency, formats),
                facts.getOrDefault("period", ""));
    }

    private static String told(@Nullable String amount, String currency, Formats formats) {
        return amount == null
                ? ""
                : formats.money(
                                new BigDecimal(amount).movePointRight(9).longValue(), currency)
                        .text();
    }
}
