package dev.baton.platform.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A limit was hit; the answer names which one, whose it is and when it frees. */
public abstract non-sealed class LimitReached extends Problem {

    private final Duration retryAfter;

    protected LimitReached(String code, String detail, Duration retryAfter, Object... arguments) {
        super(429, code, detail, List.of(arguments), List.of());
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(retryAfter);
    }
}
