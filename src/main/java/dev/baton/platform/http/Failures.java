package dev.baton.platform.http;

import dev.baton.platform.http.OutgoingFailure.Kind;

import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

import javax.net.ssl.SSLException;

/** Gives every way an exchange can break its kind and its sentence. */
final class Failures {

    private Failures() {}

    static Kind kindOf(Exception e, boolean sent) {
        return switch (e) {
            case OutgoingFailure failure -> failure.kind();
            case InterruptedException _, ClosedByInterruptException _ -> Kind.CANCELLED;
            case MessageConstraintException _ -> Kind.TOO_LARGE;
            case TruncatedChunkException _ -> Kind.RESET;
            case MalformedChunkCodingException _ -> Kind.PROTOCOL;
            case HttpException _ -> Kind.PROTOCOL;
            case IOException _ when sent -> Kind.RESET;
            case SSLException _ -> Kind.TLS;
            case SocketTimeoutException _ -> Kind.TIMEOUT_CONNECT;
            case IOException _ -> Kind.CONNECT;
            default -> sent ? Kind.PROTOCOL : Kind.CONNECT;
        };
    }

    /** The cause is kept unless it may quote what the peer sent, which may quote our secrets. */
    static OutgoingFailure of(
            Kind kind,
            boolean sent,
            Origin origin,
            OutgoingLimits limits,
            @Nullable Exception cause) {
        boolean quotes = kind == Kind.PROTOCOL || kind == Kind.TOO_LARGE;
        return OutgoingFailure.of(
                kind, sent, sentence(kind, origin, limits), quotes ? null : cause);
    }

    private static String sentence(Kind kind, Origin origin, OutgoingLimits limits) {
        return switch (kind) {
            case REFUSED_ADDRESS -> "%s must not be reached".formatted(origin);
            case INVALID_URL -> "The URL is refused";
            case DNS -> "The name %s cannot be resolved".formatted(origin.host());
            case CONNECT -> "No connection to %s".formatted(origin);
            case TLS -> "No trusted TLS connection to %s".formatted(origin);
            case TIMEOUT_CONNECT ->
                    "No connection to %s within %d ms"
                            .formatted(origin, limits.connect().toMillis());
            case TIMEOUT_FIRST_BYTE ->
                    "%s did not answer within %d ms"
                            .formatted(origin, limits.firstByte().toMillis());
            case TIMEOUT_IDLE ->
                    "%s sent nothing for %d ms".formatted(origin, limits.idle().toMillis());
            case TIMEOUT_TOTAL ->
                    "%s did not finish its answer within %d ms"
                            .formatted(origin, limits.total().toMillis());
            case RESET ->
                    "%s broke the connection before its answer was complete".formatted(origin);
            case TOO_LARGE -> "The answer of %s is too large".formatted(origin);
            case PROTOCOL -> "%s did not answer in valid HTTP".formatted(origin);
            case CANCELLED -> "The exchange with %s was cancelled".formatted(origin);
        };
    }
}
