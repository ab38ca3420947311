package dev.baton.platform.problem;

import java.util.List;

/** Well-formed, but a rule refuses it; the fields say which part and why. */
public abstract non-sealed class RuleRefused extends Problem {

    protected RuleRefused(String code, String detail, Object... arguments) {
        super(422, code, detail, List.of(arguments), List.of());
    }

    protected RuleRefused(String code, String detail, List<FieldProblem> fields) {
        super(422, code, detail, List.of(), fields);
    }

    protected RuleRefused(
            String code, String detail, List<?> arguments, List<FieldProblem> fields) {
        super(422, code, detail, arguments, fields);
    }
}
