package dev.baton.model;

import dev.baton.platform.http.OutgoingFailure;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call to a provider or remote agent that gave no usable answer; the message holds no secret. */
public class CallFailed extends Exception {

    /** Why. */
    public enum Reason {
        /** The provider refused the request itself (400, 404, 422): the caller should change it. */
        REQUEST_REFUSED,
        /** The provider refused our credentials (401, 402, 403). */
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
        CANCELLED,
        /** What came found no room here. */
        NO_ROOM;

        /** What a status other than 200 means. */
        public static Reason ofStatus(int status) {
            return switch (status) {
                case 401, 402, 403 -> UNAUTHORIZED;
                case 429 -> RATE_LIMITED;
                case 408, 409 -> UPSTREAM_ERROR;
                default -> {
                    if (status >= 500) {
                        yield UPSTREAM_ERROR;
                    }
                    yield status >= 400 ? REQUEST_REFUSED : GARBLED;
                }
            };
        }
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

    /** One that has no status. */
    public CallFailed(Reason reason, String message, TokenUsage usage) {
        this(reason, message, null, null, usage);
    }

    public static CallFailed cancelled(TokenUsage usage) {
        return new CallFailed(Reason.CANCELLED, "The call was cancelled.", usage);
    }

    /** Too much is in flight here to take in what comes. */
    public static CallFailed noRoom(TokenUsage usage) {
        return new CallFailed(Reason.NO_ROOM, "There was no room for the answer.", usage);
    }

    /** Of an exchange that failed on its way. */
    public static CallFailed of(OutgoingFailure failure, TokenUsage usage) {
        var reason =
                switch (failure.kind()) {
                    case REFUSED_ADDRESS, INVALID_URL, DNS, CONNECT, TLS, TIMEOUT_CONNECT ->
                            Reason.UNREACHABLE;
                    case TIMEOUT_FIRST_BYTE, TIMEOUT_IDLE, TIMEOUT_TOTAL -> Reason.TIMEOUT;
                    case RESET -> failure.sent() ? Reason.CUT : Reason.UNREACHABLE;
                    case TOO_LARGE, PROTOCOL -> Reason.GARBLED;
                    case CANCELLED -> Reason.CANCELLED;
                };
        return new CallFailed(reason, String.valueOf(failure.getMessage()), usage);
    }

    /** The same without what the other side said, which may repeat the question. */
    public CallFailed withoutWords() {
        return new CallFailed(reason, reason.name(), status, retryAfter, usage);
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
            case RATE_LIMITED, UPSTREAM_ERROR, UNREACHABLE, TIMEOUT, CUT, NO_ROOM -> true;
            case REQUEST_REFUSED, UNAUTHORIZED, GARBLED, CANCELLED -> false;
        };
    }
}
