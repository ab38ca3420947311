package dev.baton.agent;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** The request asks nothing: it has no messages, or none of a user. */
public class MessagesMissing extends RuleRefused {

    MessagesMissing() {
        super(
                "messages_missing",
                "The request has no message of a user.",
                List.of(new FieldProblem("messages", "required", "A user message is needed.")));
    }
}
