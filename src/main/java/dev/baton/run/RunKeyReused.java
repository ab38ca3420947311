package dev.baton.run;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;
import java.util.List;

/** The idempotency key was used for another request. */
public class RunKeyReused extends RuleRefused {

    RunKeyReused() {
        super(
                "idempotency_key_reused",
                "This Idempotency-Key was used with another request body.",
                List.of(
                        new FieldProblem(
                                "Idempotency-Key", "reused", "use a new key for a new request")));
    }
}
