package dev.baton.platform.problem;

import java.util.List;

/** Nothing here under this id for this tenant; another tenant's things look the same. */
public abstract non-sealed class NotFound extends Problem {

    protected NotFound(String code, String detail, Object... arguments) {
        super(404, code, detail, List.of(arguments), List.of());
    }
}
