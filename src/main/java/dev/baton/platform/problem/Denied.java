package dev.baton.platform.problem;

import java.util.List;

/** The caller is known and lacks the right. */
public abstract non-sealed class Denied extends Problem {

    protected Denied(String code, String detail, Object... arguments) {
        super(403, code, detail, List.of(arguments), List.of());
    }
}
