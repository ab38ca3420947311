package dev.baton.platform.problem;

import java.util.List;

/** The current state does not allow this; the detail names the state. */
public abstract non-sealed class Conflict extends Problem {

    protected Conflict(String code, String detail, Object... arguments) {
        super(409, code, detail, List.of(arguments), List.of());
    }
}
