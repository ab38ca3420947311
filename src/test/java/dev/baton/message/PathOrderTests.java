package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.baton.event.EventLog;
import dev.baton.identity.key.KeyFixture;
import dev.baton.model.Timeouts;
import dev.baton.webhook.EndpointSettings;
import dev.baton.webhook.WebhookDesk;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One message on its whole way, followed by its trace. */
@Tag("database")
@ServerTest
class PathOrderTests {

    private static final JsonMapper JSON = new JsonMapper();

    @Autowired private MessageFixture fixture;
    @Autowired private WebhookDesk webhooks;
    @Autowired private EventLog events;

    @Test
    void goesFromTheRequestToTheWebhookInOrder() throws Exception {
        var caller = fixture.caller();
        var tenant = caller.tenant();
        var seen = new ConcurrentHashMap<String, Instant>();
        var traces = new ConcurrentHashMap<String, String>();
        try (var provider =
                        new ScriptedProvider(
                                line -> {
                                    seen.put("sent", Instant.now());
                                    traces.put("sent", line.header("traceparent").substring(3, 35));
                                    line.json(
                                            "{'choices':[{'index':0,'message':{'role':'assistant','content':'fine'},'finish_reason':'stop'}],'usage':{'prompt_tokens':5,'completion_tokens':2}}");
                                });
                var receiver = new Receiver()) {
            fixture.remote(tenant, "remote", provider.url(), Timeouts.DEFAULT);
            webhooks.create(
                    tenant,
                    new EndpointSettings(
                            receiver.url(), "", List.of("message.completed"), List.of()),
                    KeyFixture.owner(tenant));

            var answer = caller.client().ask("{'agent':'remote','input':'hello'}");
            var ended = Instant.now();

            // received, and let through by the key's rights and limits
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("RateLimit")).isNotEmpty();
            var message = answer.json();
            var received = time(message, "created_at");
            // selected
            var decision =
                    caller.client()
                            .get("/api/v1/decisions/" + message.path("decision_id").asString())
                            .json();
            assertThat(decision.path("subject")).isEqualTo(message.path("id"));
            var selected = time(decision, "decided_at");
            // stored
            var call = fixture.usage(tenant, answer.trace()).getFirst();
            assertThat(call.message().toString()).isEqualTo(message.path("id").asString());
            // told
            var delivery =
                    await().atMost(Duration.ofSeconds(20))
                            .until(() -> receiver.last, body -> body != null);
            var event = events.after(tenant, "message.completed", 0, 10).getFirst();

            assertThat(List.of(received, selected, seen.get("sent"), call.endedAt(), ended))
                    .isSorted();
            assertThat(event.occurredAt()).isBetween(call.endedAt(), ended);
            assertThat(receiver.at).isAfterOrEqualTo(event.occurredAt());
            assertThat(
                            List.of(
                                    message.path("trace_id").asString(),
                                    traces.get("sent"),
                                    call.traceId(),
                                    event.traceId(),
                                    delivery.path("trace_id").asString()))
                    .containsOnly(answer.trace());
            assertThat(delivery.at("/data/message_id")).isEqualTo(message.path("id"));
        }
    }

    private static Instant time(JsonNode node, String field) {
        return Instant.parse(node.path(field).asString());
    }

    /** A tenant's own system. */
    private static final class Receiver implements AutoCloseable {

        private final HttpServer server;
        private volatile JsonNode last;
        private volatile Instant at;

        Receiver() throws Exception {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        at = Instant.now();
                        last = JSON.readTree(exchange.getRequestBody().readAllBytes());
                        exchange.sendResponseHeaders(204, -1);
                        exchange.close();
                    });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
