package dev.baton.agent;

import dev.baton.platform.http.OutgoingLimits;
import dev.baton.platform.http.OutgoingRequest;
import dev.baton.platform.trace.Trace;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a remote agent is sent, see docs/http-agents.md. The secrets are in the clear here and never
 * part of a text.
 *
 * @param input text of the last user message
 */
record HttpAgentRequest(
        Agent agent,
        AgentCall call,
        String input,
        HttpAgentConfiguration where,
        @Nullable String secret,
        @Nullable String signingSecret) {

    static final long MAX_ANSWER = 8 << 20;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> OUR_HEADERS =
            Set.of(
                    "accept",
                    "content-type",
                    "idempotency-key",
                    "traceparent",
                    "webhook-id",
                    "webhook-timestamp",
                    "webhook-signature");

    static boolean isOurs(String header) {
        return OUR_HEADERS.contains(header.toLowerCase(Locale.ROOT));
    }

    /** One attempt; the message's id is the same for every one. */
    OutgoingRequest attempt(boolean streaming, Duration left, Instant now) {
        var body = JSON.writeValueAsBytes(body(streaming));
        var request =
                OutgoingRequest.post(URI.create(where.url()), "application/json", body)
                        .with("Accept", accepted(streaming))
                        .with("Idempotency-Key", call.id().toString())
                        .with(Trace.HEADER, call.trace().traceparent())
                        .within(limits(left));
        if (where.secretHeader() != null && secret != null) {
            request = request.with(where.secretHeader(), secret);
        }
        return signingSecret == null ? request : signed(request, signingSecret, body, now);
    }

    /** A remote agent's words without the secrets that it may have repeated. */
    String scrub(String words) {
        var clean = secret == null ? words : words.replace(secret, "•••");
        return signingSecret == null ? clean : clean.replace(signingSecret, "•••");
    }

    private ObjectNode body(boolean streaming) {
        var parameters = call.body().deepCopy();
        parameters.remove(Set.of("messages", "model", "stream", "stream_options"));
        var body = JSON.createObjectNode();
        body.put("message_id", call.id().toString());
        body.put("agent", agent.name());
        body.put("agent_id", agent.id().value().toString());
        body.put("tenant_id", call.caller().value().toString());
        body.put("input", input);
        body.set("messages", call.body().path("messages").deepCopy());
        body.set("variables", JSON.valueToTree(call.variables()));
        body.set("parameters", parameters);
        body.put("stream", streaming);
        body.put("deadline", call.deadline().toString());
        body.put("traceparent", call.trace().traceparent());
        return body;
    }

    private static String accepted(boolean streaming) {
        return streaming ? "text/event-stream, application/json" : "application/json";
    }

    private static OutgoingLimits limits(Duration left) {
        var connect = Duration.ofSeconds(5);
        return new OutgoingLimits(
                left.compareTo(connect) < 0 ? left : connect, left, left, left, MAX_ANSWER, false);
    }

    /** As Standard Webhooks sign, so that any of its libraries can verify. */
    private OutgoingRequest signed(OutgoingRequest request, String key, byte[] body, Instant now) {
        var id = call.id().toString();
        var timestamp = String.valueOf(now.getEpochSecond());
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keyBytes(key), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            var signature = Base64.getEncoder().encodeToString(mac.doFinal(body));
            return request.with("webhook-id", id)
                    .with("webhook-timestamp", timestamp)
                    .with("webhook-signature", "v1," + signature);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] keyBytes(String key) {
        if (key.startsWith("whsec_")) {
            try {
                return Base64.getDecoder().decode(key.substring("whsec_".length()));
            } catch (IllegalArgumentException e) {
                return key.getBytes(StandardCharsets.UTF_8);
            }
        }
        return key.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "call of " + agent.name();
    }
}
