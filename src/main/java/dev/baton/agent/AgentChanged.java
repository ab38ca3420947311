package dev.baton.agent;

/** An agent was created or changed. */
public record AgentChanged(AgentId agent, Change change) {

    /** What happened to it. */
    public enum Change {
        CREATED,
        EDITED,
        ENABLED,
        DISABLED,
        DELETED,
        /** Another tenant may use it from now on, or may no longer. */
        SHARED
    }
}
