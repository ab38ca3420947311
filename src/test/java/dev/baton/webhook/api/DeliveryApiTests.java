package dev.baton.webhook.api;

import static dev.baton.webhook.api.WebhookCaller.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.webhook.PlainReceiver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The deliveries of an endpoint over the API, and sending them again. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class DeliveryApiTests {

    @RegisterExtension final PlainReceiver receiver = new PlainReceiver();

    @Autowired private WebhookCallers callers;
    @Autowired private MockMvcTester mvc;
    private WebhookCaller caller;

    @BeforeEach
    void begin() {
        caller = callers.caller(mvc);
    }

    @Test
    void tellsWhatBecameOfDeliveriesAndSendsThemAgain() {
        receiver.answers(500);
        var path = caller.create(receiver.url());
        caller.append("agent.updated");
        await().until(
                        () ->
                                caller.body(caller.get(path + "/deliveries"))
                                                .path("data")
                                                .path(0)
                                                .path("attempts")
                                                .asInt(0)
                                        == 1);
        var listed = caller.body(caller.get(path + "/deliveries?status=pending&limit=5"));
        assertThat(listed.path("data")).hasSize(1);
        assertThat(listed.path("data").get(0).has("log")).isFalse();
        assertThat(caller.body(caller.get(path + "/deliveries?status=delivered")).path("data")).isEmpty();
        var delivery = path + "/deliveries/" + listed.path("data").get(0).path("id").asString();
        var log = caller.body(caller.get(delivery)).path("log");
        assertThat(log).hasSize(1);
        assertThat(log.get(0).path("failure").asString()).isEqualTo("status_500");
        assertThat(log.get(0).path("request_headers").asString()).contains("webhook-signature: v1,");

        receiver.answers(200);
        assertThat(caller.post(delivery + "/resending", "")).hasStatus(204);

        await().until(() -> caller.body(caller.get(delivery)).path("status").asString().equals("delivered"));
        assertThat(caller.body(caller.get(delivery)).path("log")).hasSize(2);
        assertThat(caller.body(caller.get(delivery)).has("next_attempt_at")).isFalse();
        var again = caller.post(path + "/resending", "{}");
        assertThat(again).hasStatus(202);
        assertThat(caller.body(again).path("deliveries").asInt()).isZero();
        assertThat(caller.post(path + "/resending", "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2027-01-01T00:00:00Z\"}"))
                .hasStatus(202);
    }

    @Test
    void sendsAgainOncePerIdempotencyKey() {
        receiver.answers(500);
        var created =
                caller.body(
                        caller.post(
                                ROOT,
                                "{\"url\":\"%s\",\"events\":[\"agent.updated\"],\"retry_plan\":\"none\"}"
                                        .formatted(receiver.url())));
        var path = ROOT + "/" + created.path("id").asString();
        caller.append("agent.updated");
        await().until(
                        () -> caller.body(caller.get(path)).path("backlog").path("exhausted").asInt(0) == 1);
        assertThat(caller.body(caller.get(path + "/resending")).path("deliveries").asInt()).isOne();
        assertThat(caller.body(caller.get(path + "/resending?to=2020-01-01T00:00:00Z")).path("deliveries").asInt())
                .isZero();

        var first = resend(path, "recovery-1", "{}");
        await().until(() -> deliveryAttempts(path) == 2);
        await().until(
                        () -> caller.body(caller.get(path)).path("backlog").path("exhausted").asInt(0) == 1);
        var again = resend(path, "recovery-1", "{}");

        assertThat(first).hasStatus(202);
        assertThat(caller.body(first).path("deliveries").asInt()).isOne();
        assertThat(again).hasStatus(202);
        assertThat(caller.body(again).path("id")).isEqualTo(caller.body(first).path("id"));
        assertThat(caller.body(again).has("done_at")).isTrue();
        assertThat(caller.body(again).path("sent").asInt()).isOne();
        assertThat(resend(path, "recovery-1", "{\"from\":\"2026-01-01T00:00:00Z\"}"))
                .hasStatus(422);
        assertThat(caller.body(caller.get(path)).path("backlog").path("exhausted").asInt())
                .as("nothing was sent again")
                .isOne();
    }

    @Test
    void knowsARepeatByTheTimeItAsksForHoweverFineThatIs() {
        var path = caller.create(receiver.url());
        var from = "\"from\":\"2026-01-01T00:00:00.123456789Z\"";
        var to = "\"to\":\"2026-02-01T00:00:00.987654321Z\"";

        var first = resend(path, "recovery-2", "{%s,%s}".formatted(from, to));
        var again = resend(path, "recovery-2", "{%s,%s}".formatted(from, to));

        assertThat(first).hasStatus(202);
        assertThat(again).hasStatus(202);
        assertThat(caller.body(again).path("id")).isEqualTo(caller.body(first).path("id"));
        assertThat(resend(path, "recovery-2", "{%s}".formatted(from))).hasStatus(202);
        assertThat(resend(path, "recovery-2", "{%s}".formatted(to))).hasStatus(422);
        assertThat(resend(path, "recovery-2", "{}")).hasStatus(422);
    }

    private int deliveryAttempts(String path) {
        var id = caller.body(caller.get(path + "/deliveries")).path("data").get(0).path("id").asString();
        return caller.body(caller.get(path + "/deliveries/" + id)).path("log").size();
    }

    private MvcTestResult resend(String path, String key, String body) {
        return mvc.post()
                .uri(path + "/resending")
                .header("Authorization", "Bearer " + caller.token())
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .content(body)
                .exchange();
    }

    @Test
    void listsDeliveriesPageByPage() {
        var path = caller.create(receiver.url());
        assertThat(caller.post(path + "/pause", "")).hasStatus(204);
        for (var number = 0; number < 5; number++) {
            caller.append("agent.updated");
        }
        await().until(() -> caller.body(caller.get(path + "/deliveries")).path("data").size() == 5);

        var first = caller.body(caller.get(path + "/deliveries?limit=3"));
        var rest =
                caller.body(
                        caller.get(
                                path
                                        + "/deliveries?limit=3&after="
                                        + first.path("next_cursor").asString()));

        assertThat(first.path("data")).hasSize(3);
        assertThat(first.path("data").get(0).path("sequence").asLong()).isEqualTo(5);
        assertThat(first.path("data").get(0).path("status").asString()).isEqualTo("held");
        assertThat(rest.path("data")).hasSize(2);
        assertThat(rest.has("next_cursor") && !rest.path("next_cursor").isNull()).isFalse();
    }

    @Test
    void refusesUnknownFilters() {
        var path = caller.create(receiver.url());

        assertThat(caller.get(path + "/deliveries?status=lost")).hasStatus(400);
        assertThat(caller.get(path + "/deliveries?after=xyz")).hasStatus(400);
        assertThat(caller.get(path + "/deliveries?limit=many")).hasStatus(400);
        assertThat(caller.post(path + "/resending", "{\"from\":\"yesterday\"}")).hasStatus(400);
        assertThat(caller.get(ROOT + "/not-an-id")).hasStatus(404);
    }
}
