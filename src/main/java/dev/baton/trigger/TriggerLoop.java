package dev.baton.trigger;

import dev.baton.platform.problem.RuleRefused;

/** As many firings as may have led to one another, and this would be the next. */
public class TriggerLoop extends RuleRefused {

    TriggerLoop() {
        super(
                "loop",
                "%d firings have led to one another, as many as may."
                        .formatted(TriggerPlanner.DEEPEST),
                TriggerPlanner.DEEPEST);
    }
}
