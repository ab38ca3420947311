package dev.baton.decision.web;

import dev.baton.decision.Decision.Refusal;
import dev.baton.decision.RefusalSentence;
import dev.baton.platform.web.Formats;
import java.util.List;
import java.util.Map;
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

    /**
     * @param labelKey message key of what one does there
     * @param right that doing it needs
     */
    record Change(String href, String labelKey, String right) {}

    static RefusalView of(Refusal refusal, Formats formats) {
        var facts = refusal.facts();
        var sentence = RefusalSentence.of(refusal.rule(), facts, formats);
        return new RefusalView(
                refusal.rule(),
                sentence.map(RefusalSentence::key).orElse(null),
                sentence.map(RefusalSentence::arguments).orElse(List.of()),
                facts.getOrDefault("detail", refusal.rule()),
                change(refusal.rule(), facts));
    }

    private static @Nullable Change change(String rule, Map<String, String> facts) {
        return switch (rule) {
            case "rate_limited" -> rateChange(facts.getOrDefault("limit", ""), facts);
            case "budget_exhausted" ->
                    new Change("/budget", "decision.change.budget", "budget:write");
            case "agent_concurrency" -> agent(facts, "decision.change.places");
            default -> null;
        };
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
}
