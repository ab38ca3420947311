package dev.baton.agent;

import java.util.Locale;

/**
 * Which agents a list shows; empty texts leave the choice open.
 *
 * @param search part of the name or description
 * @param status as on the wire
 */
public record AgentFilter(String search, String capability, String status, String kind) {

    public static final AgentFilter NONE = new AgentFilter("", "", "", "");

    boolean fits(Agent agent, AgentVitals vitals) {
        return (search.isBlank() || mentions(agent, search.strip().toLowerCase(Locale.ROOT)))
                && (capability.isEmpty() || agent.can(capability))
                && (kind.isEmpty() || agent.kind().equals(kind))
                && (status.isEmpty() || vitals.status(agent).wire().equals(status));
    }

    private static boolean mentions(Agent agent, String text) {
        return agent.name().contains(text)
                || agent.description().toLowerCase(Locale.ROOT).contains(text)
                || agent.id().value().toString().equals(text);
    }
}
