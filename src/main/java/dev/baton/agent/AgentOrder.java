package dev.baton.agent;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** How a list of agents is sorted: by name, or by kind and then by name, either way round. */
record AgentOrder(boolean byKind, boolean descending) implements Comparator<Agent> {

    /** By name when it is nothing that we know. */
    static AgentOrder of(@Nullable String sort) {
        return switch (sort == null ? "" : sort) {
            case "-name" -> new AgentOrder(false, true);
            case "kind" -> new AgentOrder(true, false);
            case "-kind" -> new AgentOrder(true, true);
            default -> new AgentOrder(false, false);
        };
    }

    @Override
    public int compare(Agent one, Agent other) {
        return compare(place(one), place(other));
    }

    /** Whether the agent comes after this place; every one comes after none. */
    boolean isAfter(String place, Agent agent) {
        return place.isEmpty() || compare(place, place(agent)) < 0;
    }

    /** Names sort as they are; a space comes before every character that a name may have. */
    String place(Agent agent) {
        var named = agent.name() + " " + agent.id().value();
        return byKind ? agent.kind() + " " + named : named;
    }

    private int compare(String one, String other) {
        return descending ? other.compareTo(one) : one.compareTo(other);
    }
}
