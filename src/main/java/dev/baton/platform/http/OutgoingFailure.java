package dev.baton.platform.http;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Optional;

/**
 * An exchange that gave no whole answer. The message names host and port only, never path, query,
 * headers or body, so it may be stored and shown.
 */
public final class OutgoingFailure extends IOException {

    /** What went wrong, by the phase it went wrong in. */
    public enum Kind {
        /** The host resolves to an address that must not be reached. */
        REFUSED_ADDRESS,
        /** The URL itself is refused. */
        INVALID_URL,
        /** The name does not resolve. */
        DNS,
        /** Nobody accepted the connection. */
        CONNECT,
        /** No trusted TLS connection. */
        TLS,
        TIMEOUT_CONNECT,
        TIMEOUT_FIRST_BYTE,
        TIMEOUT_IDLE,
        TIMEOUT_TOTAL,
        /** The peer broke the connection before the answer was complete. */
        RESET,
        /** Head or body is larger than allowed. */
        TOO_LARGE,
        /** The answer is not valid HTTP, or not a valid event stream. */
        PROTOCOL,
        /** Cancelled or closed by us. */
        CANCELLED;

        public boolean isTimeout() {
            return this == TIMEOUT_CONNECT
                    || this == TIMEOUT_FIRST_BYTE
                    || this == TIMEOUT_IDLE
                    || this == TIMEOUT_TOTAL;
        }
    }

    private final Kind kind;
    private final boolean sent;
    private final @Nullable RefusalReason reason;

    private OutgoingFailure(
            Kind kind,
            boolean sent,
            String message,
            @Nullable RefusalReason reason,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.sent = sent;
        this.reason = reason;
    }

    static OutgoingFailure of(Kind kind, boolean sent, String message, @Nullable Throwable cause) {
        return new OutgoingFailure(kind, sent, message, null, cause);
    }

    static OutgoingFailure refused(Kind kind, RefusalReason reason, String message) {
        return new OutgoingFailure(kind, false, message, reason, null);
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the peer could have seen the request, so that a repeat may do its work twice. */
    public boolean sent() {
        return sent;
    }

    /** Present when nothing was sent because of the URL or what it resolves to. */
    public Optional<RefusalReason> reason() {
        return Optional.ofNullable(reason);
    }

    /** A failed call is an outcome, not a fault of ours: it needs no stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
