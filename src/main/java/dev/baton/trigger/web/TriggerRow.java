package dev.baton.trigger.web;

import dev.baton.trigger.Trigger;

import java.util.List;

/**
 * A trigger as its list shows it.
 *
 * @param workflow name of the one that it begins
 * @param when what makes it fire
 * @param marks what came of its last firings, oldest first
 */
record TriggerRow(Trigger trigger, String workflow, String when, List<FiringMark> marks) {

    public String state() {
        return state(trigger);
    }

    public String standing() {
        return standing(trigger);
    }

    /** Names what people read of how it stands. */
    static String standing(Trigger trigger) {
        return trigger.hasEnded() ? "ended" : trigger.status().wire();
    }

    static String state(Trigger trigger) {
        return switch (trigger.status()) {
            case ACTIVE -> trigger.hasEnded() ? "off" : "ok";
            case PAUSED -> "held";
            case STOPPED -> "failed";
        };
    }
}
