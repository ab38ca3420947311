package dev.baton.webhook.api;

import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;

/** Deliveries have no such status. */
class UnknownDeliveryStatus extends BadInput {

    UnknownDeliveryStatus(String status) {
        super(
                "unknown_delivery_status",
                "There is no delivery status " + status + ".",
                new FieldProblem(
                        "status", "unknown", "One of pending, delivered, exhausted, held"));
    }
}
