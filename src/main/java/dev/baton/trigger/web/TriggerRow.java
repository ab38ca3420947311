package dev.baton.trigger.web;

import dev.baton.trigger.Trigger;
import dev.baton.trigger.TriggerStatus;

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
        return state(trigger.status());
    }

    static String state(TriggerStatus status) {
        return switch (status) {
            case ACTIVE -> "ok";
            case PAUSED -> "held";
            case STOPPED -> "failed";
        };
    }
}
