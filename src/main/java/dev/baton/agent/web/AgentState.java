package dev.baton.agent.web;

import dev.baton.agent.AgentHealth;
import dev.baton.agent.AgentStatus;

import org.jspecify.annotations.Nullable;

/**
 * Whether an agent takes calls, as the console shows it.
 *
 * @param shape of the fragment {@code layout/state}
 * @param status as on the wire, part of its word's message key
 * @param finding why it is inactive, null otherwise
 */
record AgentState(String shape, String status, @Nullable String finding) {

    static AgentState of(AgentHealth health) {
        var inactive = health.inactive();
        var finding = inactive == null ? null : inactive.finding();
        return new AgentState(shape(health.status(), finding), health.status().wire(), finding);
    }

    private static String shape(AgentStatus status, @Nullable String finding) {
        return switch (status) {
            case ACTIVE -> "ok";
            case BUSY -> "running";
            case INACTIVE -> "disabled".equals(finding) ? "off" : "failed";
        };
    }
}
