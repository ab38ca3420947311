package dev.baton.webhook;

import dev.baton.event.Event;
import dev.baton.event.EventJson;
import dev.baton.platform.http.OutgoingLimits;
import dev.baton.platform.http.OutgoingRequest;
import dev.baton.platform.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The request that tells an endpoint of an event (Standard Webhooks 1.0.0): the id stays the same on
 * every repeat, the timestamp is the attempt's, the signature covers exactly the bytes sent.
 */
@Component
class WebhookRequest {

    /** Of {@code webhook-id}; the event's id follows. */
    static final String PREFIX = "msg_";

    static final String MASK = "••••••";

    /** Of the response; a receiver's answer is only shown, never used. */
    private static final int MAX_RESPONSE = 64 * 1024;

    private static final Duration LONGEST =
            Duration.ofSeconds(DeliveryRules.LONGEST_TIMEOUT_SECONDS);

    /** Of any endpoint; it may want an answer sooner. */
    static final OutgoingLimits LIMITS =
            OutgoingLimits.DEFAULT
                    .withConnect(Duration.ofSeconds(5))
                    .withFirstByte(LONGEST)
                    .withIdle(LONGEST)
                    .withTotal(LONGEST)
                    .truncatingAt(MAX_RESPONSE);

    /**
     * What is sent.
     *
     * @param shownHeaders one a line, secret values masked
     * @param secrets values that must be shown nowhere, not even in an echo
     */
    record Prepared(
            OutgoingRequest request, String shownHeaders, byte[] body, List<String> secrets) {

        @Override
        public String toString() {
            return request.toString();
        }
    }

    private final EndpointSecrets secrets;
    private final OutgoingLimits limits;

    @Autowired
    WebhookRequest(EndpointSecrets secrets) {
        this(secrets, LIMITS);
    }

    WebhookRequest(EndpointSecrets secrets, OutgoingLimits limits) {
        this.secrets = secrets;
        this.limits = limits;
    }

    /** @param sequence of the delivery; 0 for one outside the endpoint's order */
    Prepared prepare(Endpoint endpoint, Event event, long sequence, Instant now) {
        var body = EventJson.of(event).bytes();
        var id = messageId(event.id());
        var headers = new LinkedHashMap<String, String>();
        headers.put("User-Agent", "Baton");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        headers.put("webhook-signature", secrets.sign(endpoint, id, now, body));
        if (sequence > 0) {
            headers.put("webhook-sequence", Long.toString(sequence));
        }
        if (event.traceId() != null) {
            headers.put(
                    Trace.HEADER,
                    Trace.of(event.traceId(), null).traceparent());
        }
        var shown = new LinkedHashMap<>(headers);
        var secret = new ArrayList<String>();
        for (var own : secrets.open(endpoint)) {
            headers.put(own.name(), own.value());
            shown.put(own.name(), own.secret() ? MASK : own.value());
            if (own.secret()) {
                secret.add(own.value());
            }
        }
        var request = OutgoingRequest.post(endpoint.url(), "application/json", body);
        for (var header : headers.entrySet()) {
            request = request.with(header.getKey(), header.getValue());
        }
        return new Prepared(request.within(limits(endpoint)), lines(shown), body, secret);
    }

    private OutgoingLimits limits(Endpoint endpoint) {
        var timeout = endpoint.timeout();
        return limits.withConnect(shorter(limits.connect(), timeout))
                .withFirstByte(shorter(limits.firstByte(), timeout))
                .withIdle(shorter(limits.idle(), timeout))
                .withTotal(shorter(limits.total(), timeout));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    static String messageId(UUID event) {
        return PREFIX + event;
    }

    private static String lines(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .collect(Collectors.joining("\n"));
    }
}
