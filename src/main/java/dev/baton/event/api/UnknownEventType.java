package dev.baton.event.api;

import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;

/** The catalogue has no public type of this name. */
class UnknownEventType extends BadInput {

    UnknownEventType(String type) {
        super(
                "unknown_event_type",
                "There is no event type " + type + ".",
                new FieldProblem("type", "unknown", "A name from /api/v1/event-types"));
    }
}
