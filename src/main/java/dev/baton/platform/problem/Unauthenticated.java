package dev.baton.platform.problem;

import java.util.List;
import java.util.Map;

/** Nobody knows who calls: the credential is missing or does not hold. */
public abstract non-sealed class Unauthenticated extends Problem {

    protected Unauthenticated(String code, String detail) {
        super(401, code, detail, List.of(), List.of());
    }

    /** Value of {@code WWW-Authenticate}: how to prove who one is (RFC 6750). */
    public abstract String challenge();

    @Override
    public Map<String, String> headers() {
        return Map.of("WWW-Authenticate", challenge());
    }
}
