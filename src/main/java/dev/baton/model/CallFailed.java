package dev.baton.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call to a provider or remote agent that gave no usable answer; the message holds no secret. */
public class CallFailed extends Exception {

    /** Why. */
    public enum Reason {
        /** The provider refused the request itself (400, 404, 422): the caller should change it. */
        REQUEST_REFUSED,
        /** The provider refused our credentials (401, 403). */
        UNAUTHORIZED,
        /** 429: too many requests. */
        RATE_LIMITED,
        /** 5xx, 408, 409. */
        UPSTREAM_ERROR,
        /** No connection could be made, or the address is refused. */
        UNREACHABLE,
        /** Too slow, in total or between two pieces. */
        TIMEOUT,
        /** Ended in the middle. */
        CUT,
        /** Not what the protocol says: not JSON, HTML, an empty answer, malformed events. */
        GARBLED,
        /** Cancelled by us. */
        CANCELLED
    }

    private final Reason reason;
    private final @Nullable Integer status;
    private final @Nullable Duration retryAfter;
    private final TokenUsage usage;

    public CallFailed(
            Reason reason,
            String message,
            @Nullable Integer status,
            @Nullable Duration retryAfter,
            TokenUsage usage) {
        super(message, null, false, false);
        this.reason = reason;
        this.status = status;
        this.retryAfter = retryAfter;
        this.usage = usage;
    }

    public Reason reason() {
        return reason;
    }

    /** The provider's HTTP status, when there was one. */
    public Optional<Integer> status() {
        return Optional.ofNullable(status);
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What was consumed before it failed; it is billed. */
    public TokenUsage usage() {
        return usage;
    }

    /** Whether the same call may succeed later; only when nothing of the answer has come yet. */
    public boolean retryable() {
        return switch (reason) {
            case RATE_LIMITED, UPSTREAM_ERROR, UNREACHABLE, TIMEOUT, CUT -> true;
            case REQUEST_REFUSED, UNAUTHORIZED, GARBLED, CANCELLED -> false;
        };
    }
}
