package dev.baton.webhook;

import dev.baton.event.Event;
import dev.baton.platform.Ids;
import dev.baton.platform.http.OutgoingFailure;
import dev.baton.platform.http.OutgoingHttp;
import dev.baton.platform.http.OutgoingResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Sends one event to one endpoint, once, and tells what came back. Holds no transaction. */
@Component
class WebhookSender {

    /** What is kept of a response for people to read. */
    private static final int SHOWN_BODY = 16 * 1024;

    private static final int SHOWN_HEADERS = 8 * 1024;

    /** A request that was sent, and what it came to. */
    record Sent(DeliveryAttempt attempt, AttemptOutcome outcome) {}

    private final WebhookRequest requests;
    private final OutgoingHttp http;
    private final WebhookMetrics metrics;
    private final Clock clock;

    WebhookSender(
            WebhookRequest requests, OutgoingHttp http, WebhookMetrics metrics, Clock clock) {
        this.requests = requests;
        this.http = http;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * @param sequence of the delivery; 0 for one outside the endpoint's order
     * @param number of the attempt, from 1
     */
    Sent send(Endpoint endpoint, Event event, UUID delivery, long sequence, int number) {
        var now = clock.instant();
        var startedNanos = System.nanoTime();
        var prepared = requests.prepare(endpoint, event, sequence, now);
        var attempt =
                DeliveryAttempt.sent(
                        Ids.next(),
                        delivery,
                        endpoint.id().value(),
                        now,
                        number,
                        prepared.shownHeaders(),
                        new String(prepared.body(), StandardCharsets.UTF_8));
        try {
            var response = http.send(prepared.request());
            var outcome = AttemptOutcome.of(response, clock);
            metrics.ended(outcome);
            return new Sent(
                    attempt.answered(
                            response.status(),
                            shown(headers(response), SHOWN_HEADERS, prepared.secrets()),
                            shown(response.text(), SHOWN_BODY, prepared.secrets()),
                            outcome.failure(),
                            micros(startedNanos)),
                    outcome);
        } catch (OutgoingFailure failure) {
            var outcome = AttemptOutcome.of(failure);
            metrics.ended(outcome);
            return new Sent(
                    attempt.unanswered(String.valueOf(outcome.failure()), micros(startedNanos)),
                    outcome);
        }
    }

    private static String headers(OutgoingResponse response) {
        return response.headers().byName().entrySet().stream()
                .map(header -> header.getKey() + ": " + String.join(", ", header.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** Cut, and without the secrets that a receiver may send back. */
    private static String shown(String text, int most, List<String> secrets) {
        var masked = text;
        for (var secret : secrets) {
            masked = masked.replace(secret, WebhookRequest.MASK);
        }
        if (masked.length() <= most) {
            return masked;
        }
        // Half of a surrogate pair is no text that the database takes.
        var end = Character.isHighSurrogate(masked.charAt(most - 1)) ? most - 1 : most;
        return masked.substring(0, end);
    }

    private static long micros(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1_000;
    }
}
