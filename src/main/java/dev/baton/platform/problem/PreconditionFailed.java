package dev.baton.platform.problem;

import java.util.List;

/** What the caller made a condition of, by {@code If-Match}, is not so. */
public abstract non-sealed class PreconditionFailed extends Problem {

    protected PreconditionFailed(String code, String detail, Object... arguments) {
        super(412, code, detail, List.of(arguments), List.of());
    }
}
