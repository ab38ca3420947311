package dev.baton.decision;

import java.util.Map;
import java.util.Optional;

/**
 * Where somebody may change in the console what has refused something.
 *
 * @param labelKey message key of what one does there
 * @param right that doing it needs
 */
public record RefusalChange(String href, String labelKey, String right) {

    /**
     * @param facts what the problem says beyond its code
     * @return empty when nobody can in the console
     */
    public static Optional<RefusalChange> of(String rule, Map<String, String> facts) {
        return switch (rule) {
            case "rate_limited" -> ofRate(facts.getOrDefault("limit", ""), facts);
            case "budget_exhausted" ->
                    Optional.of(
                            new RefusalChange("/budget", "decision.change.budget", "budget:write"));
            case "agent_concurrency", "no_agent_fits" -> ofAgent(facts, "decision.change.places");
            case "too_many_in_flight" -> ofTenant(facts);
            default -> Optional.empty();
        };
    }

    private static Optional<RefusalChange> ofRate(String scope, Map<String, String> facts) {
        return switch (scope) {
            case "tenant" -> ofTenant(facts);
            case "key" ->
                    owner(facts)
                            .map(
                                    key ->
                                            new RefusalChange(
                                                    "/keys/" + key,
                                                    "decision.change.key",
                                                    "keys:read"));
            case "agent" -> ofAgent(facts, "decision.change.rate");
            default -> Optional.empty();
        };
    }

    private static Optional<RefusalChange> ofTenant(Map<String, String> facts) {
        return owner(facts)
                .map(
                        tenant ->
                                new RefusalChange(
                                        "/tenants/" + tenant + "/edit",
                                        "decision.change.rate",
                                        "tenants:write"));
    }

    private static Optional<RefusalChange> ofAgent(Map<String, String> facts, String labelKey) {
        return owner(facts)
                .map(
                        agent ->
                                new RefusalChange(
                                        "/agents/" + agent + "/edit", labelKey, "agents:write"));
    }

    /** The owner of an agent's limit is the agent, and for a rate also the tenant that calls it. */
    private static Optional<String> owner(Map<String, String> facts) {
        return Optional.of(facts.getOrDefault("owner", "").split("/")[0])
                .filter(owner -> !owner.isEmpty());
    }
}
