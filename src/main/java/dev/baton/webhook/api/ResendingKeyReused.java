package dev.baton.webhook.api;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;
import java.util.List;

/** The key was used to have another time sent again. */
class ResendingKeyReused extends RuleRefused {

    ResendingKeyReused() {
        super(
                "idempotency_key_reused",
                "This Idempotency-Key was used for another request.",
                List.of(
                        new FieldProblem(
                                "Idempotency-Key", "reused", "use a new key for a new request")));
    }
}
