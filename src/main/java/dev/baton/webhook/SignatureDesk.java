package dev.baton.webhook;

import dev.baton.event.EventJson;
import dev.baton.event.EventLog;
import dev.baton.webhook.SignatureVerdict.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells somebody whose receiver refuses a request why it does: compares the signature with the
 * secrets, which never leave, and the parts with what was sent.
 */
@Service
@Transactional(readOnly = true)
public class SignatureDesk {

    /** What the libraries of Standard Webhooks tolerate. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String VERSION = "v1,";
    private static final int BYTES = 32;
    private static final String PREFIX = WebhookRequest.PREFIX;

    /** What arrived at the receiver. */
    public record Arrived(String id, String timestamp, String signature, String body) {}

    private final Endpoints endpoints;
    private final EndpointSecrets secrets;
    private final DeliveryStore deliveries;
    private final AttemptStore attempts;
    private final EventLog events;
    private final Clock clock;

    SignatureDesk(
            Endpoints endpoints,
            EndpointSecrets secrets,
            DeliveryStore deliveries,
            AttemptStore attempts,
            EventLog events,
            Clock clock) {
        this.endpoints = endpoints;
        this.secrets = secrets;
        this.deliveries = deliveries;
        this.attempts = attempts;
        this.events = events;
        this.clock = clock;
    }

    public SignatureVerdict check(EndpointId id, Arrived arrived) {
        var endpoint = endpoints.findById(id).orElseThrow(() -> new EndpointNotFound(id));
        var time = time(arrived.timestamp());
        if (time.isEmpty()) {
            return SignatureVerdict.of(Finding.TIMESTAMP_UNREADABLE, false);
        }
        var at = time.get();
        var old = Duration.between(at, clock.instant()).abs().compareTo(TOLERANCE) > 0;
        var given = signatures(arrived.signature());
        if (given.isEmpty()) {
            return SignatureVerdict.of(Finding.SIGNATURE_UNREADABLE, old);
        }
        var message = arrived.id().strip();
        for (var body : bodies(arrived.body())) {
            if (matches(secrets.secret(endpoint), given, message, at, body)) {
                return SignatureVerdict.of(Finding.VALID, old);
            }
            var previous = secrets.previous(endpoint, clock.instant());
            if (previous.filter(it -> matches(it, given, message, at, body)).isPresent()) {
                return SignatureVerdict.of(Finding.VALID_WITH_PREVIOUS, old);
            }
        }
        return difference(endpoint, message, at, given, arrived.body(), old);
    }

    /** Puts what was really sent in the place of each part until the signature fits. */
    private SignatureVerdict difference(
            Endpoint endpoint,
            String message,
            Instant at,
            List<byte[]> given,
            String body,
            boolean old) {
        var delivery = delivery(endpoint.id(), message).orElse(null);
        if (delivery == null) {
            return SignatureVerdict.of(Finding.ID_UNKNOWN, old);
        }
        var tenant = endpoint.id().tenant();
        var sent = events.find(tenant, delivery.event()).map(it -> EventJson.of(it).bytes());
        var secret = secrets.secret(endpoint);
        if (sent.filter(it -> matches(secret, given, message, at, it)).isPresent()) {
            var text = new String(sent.get(), StandardCharsets.UTF_8);
            return new SignatureVerdict(Finding.BODY_DIFFERS, firstDifference(text, body), old);
        }
        for (var attempt : attempts.of(tenant, delivery.id())) {
            var bytes = attempt.requestBody().getBytes(StandardCharsets.UTF_8);
            var then = Instant.ofEpochSecond(attempt.attemptedAt().getEpochSecond());
            if (!then.equals(at) && matches(secret, given, message, then, bytes)) {
                return SignatureVerdict.of(Finding.TIMESTAMP_DIFFERS, old);
            }
            if (given.stream().anyMatch(it -> attempt.requestHeaders().contains(text(it)))) {
                return SignatureVerdict.of(Finding.SECRET_RETIRED, old);
            }
        }
        return SignatureVerdict.of(Finding.SIGNATURE_DIFFERS, old);
    }

    private Optional<Delivery> delivery(EndpointId endpoint, String message) {
        return event(message).stream()
                .flatMap(event -> deliveries.ofEvents(endpoint.tenant(), List.of(event)).stream())
                .filter(delivery -> delivery.endpoint().equals(endpoint.value()))
                .findFirst();
    }

    private static Optional<UUID> event(String message) {
        try {
            return message.startsWith(PREFIX)
                    ? Optional.of(UUID.fromString(message.substring(PREFIX.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(String text) {
        return Optional.of(text.strip())
                .filter(digits -> digits.matches("[0-9]{1,11}"))
                .map(digits -> Instant.ofEpochSecond(Long.parseLong(digits)));
    }

    private static List<byte[]> signatures(String header) {
        return Arrays.stream(header.strip().split("\\s+"))
                .filter(one -> one.startsWith(VERSION))
                .flatMap(one -> decoded(one.substring(VERSION.length())).stream())
                .filter(bytes -> bytes.length == BYTES)
                .toList();
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static String text(byte[] signature) {
        return Base64.getEncoder().encodeToString(signature);
    }

    /** As pasted; a form breaks lines in its own way, and many editors add one at the end. */
    private static List<byte[]> bodies(String pasted) {
        var lines = pasted.replace("\r\n", "\n");
        return Stream.of(pasted, lines, lines.stripTrailing())
                .distinct()
                .map(body -> body.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static boolean matches(
            WebhookSecret secret, List<byte[]> given, String message, Instant at, byte[] body) {
        var expected = signatures(secret.sign(message, at, body)).getFirst();
        return given.stream().anyMatch(it -> MessageDigest.isEqual(it, expected));
    }

    private static int firstDifference(String sent, String pasted) {
        var same = 0;
        while (same < sent.length()
                && same < pasted.length()
                && sent.charAt(same) == pasted.charAt(same)) {
            same++;
        }
        return same + 1;
    }
}
