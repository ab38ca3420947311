package dev.baton.model.provider;

import dev.baton.model.CallFailed;
import dev.baton.platform.http.OutgoingFailure;

import java.util.Locale;

/**
 * What a test of a connection found; the sentence for people is {@code connection.finding.<code>}.
 */
public enum Finding {
    OK,
    UNAUTHORIZED,
    RATE_LIMITED,
    UPSTREAM_ERROR,
    REFUSED_ADDRESS,
    UNREACHABLE,
    TIMEOUT,
    /** Something answered, but not what the provider's interface promises. */
    NOT_THE_API,
    /** The provider has no list of models and no model of the connection could be tried. */
    NO_MODEL,
    /** The provider refused the model that was tried. */
    MODEL_REFUSED;

    public boolean passed() {
        return this == OK;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Finding of(OutgoingFailure.Kind kind) {
        return switch (kind) {
            case REFUSED_ADDRESS, INVALID_URL -> REFUSED_ADDRESS;
            case DNS, CONNECT, TLS, RESET -> UNREACHABLE;
            case TIMEOUT_CONNECT, TIMEOUT_FIRST_BYTE, TIMEOUT_IDLE, TIMEOUT_TOTAL -> TIMEOUT;
            case TOO_LARGE, PROTOCOL, CANCELLED -> NOT_THE_API;
        };
    }

    static Finding of(CallFailed failure) {
        return switch (failure.reason()) {
            case UNAUTHORIZED -> UNAUTHORIZED;
            case RATE_LIMITED -> RATE_LIMITED;
            case UPSTREAM_ERROR -> UPSTREAM_ERROR;
            case UNREACHABLE -> UNREACHABLE;
            case TIMEOUT -> TIMEOUT;
            case REQUEST_REFUSED -> MODEL_REFUSED;
            case CUT, GARBLED, CANCELLED, NO_ROOM -> NOT_THE_API;
        };
    }
}
