package dev.baton.trigger;

import dev.baton.platform.problem.Conflict;

/** The trigger is paused or stopped. */
public class TriggerNotActive extends Conflict {

    TriggerNotActive(TriggerStatus status) {
        super("trigger_not_active", "This trigger is " + status.wire() + ".", status.wire());
    }
}
