package dev.baton.platform.problem;

import java.util.List;

/** The request cannot be read: malformed, of the wrong type or over a size limit. */
public non-sealed class BadInput extends Problem {

    public BadInput(String code, String detail, FieldProblem... fields) {
        super(400, code, detail, List.of(), List.of(fields));
    }

    protected BadInput(int status, String code, String detail, Object... arguments) {
        super(status, code, detail, List.of(arguments), List.of());
    }
}
