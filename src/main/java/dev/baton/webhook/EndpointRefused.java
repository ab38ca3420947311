package dev.baton.webhook;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;
import java.util.List;

/** The settings of an endpoint break a rule; the fields say which. */
public class EndpointRefused extends RuleRefused {

    EndpointRefused(List<FieldProblem> fields) {
        super("webhook_refused", fields.getFirst().message(), fields);
    }
}
