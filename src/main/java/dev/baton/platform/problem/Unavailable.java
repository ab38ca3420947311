package dev.baton.platform.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Baton or something it needs cannot answer now: 502 for a failed peer, 503 for ourselves, 504 for
 * a late peer.
 */
public abstract non-sealed class Unavailable extends Problem {

    private final Duration retryAfter;

    protected Unavailable(
            int status, String code, String detail, Duration retryAfter, Object... arguments) {
        super(status, code, detail, List.of(arguments), List.of());
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return retryAfter.isZero() ? Optional.empty() : Optional.of(retryAfter);
    }
}
