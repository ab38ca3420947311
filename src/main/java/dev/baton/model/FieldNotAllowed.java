package dev.baton.model;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** The request says what is not its caller's to say: where a call goes, who pays, or at what price. */
public class FieldNotAllowed extends RuleRefused {

    private FieldNotAllowed(String field, String consequence, String rule) {
        super(
                "field_not_allowed",
                "The field " + field + " would " + consequence + ".",
                List.of(new FieldProblem(field, "not_allowed", rule)));
    }

    /** Only the connection decides where a call goes and who pays for it. */
    static FieldNotAllowed redirects(String field) {
        return new FieldNotAllowed(
                field,
                "redirect the call",
                "Address and credentials come from the connection alone.");
    }

    /** Only the agent decides on what costs more than its model's price. */
    static FieldNotAllowed costsMore(String field) {
        return new FieldNotAllowed(
                field,
                "make the call dearer than its price",
                "Only the agent's parameters may ask for this.");
    }
}
