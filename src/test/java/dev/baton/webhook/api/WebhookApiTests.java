package dev.baton.webhook.api;

import static dev.baton.tenant.Permission.WEBHOOKS_READ;
import static dev.baton.tenant.Permission.WEBHOOKS_WRITE;
import static dev.baton.webhook.api.WebhookCaller.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.TestPeople;
import dev.baton.platform.Ids;
import dev.baton.tenant.Permission;
import dev.baton.webhook.PlainReceiver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Webhook endpoints over the API. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class WebhookApiTests {

    @RegisterExtension final PlainReceiver receiver = new PlainReceiver();

    @Autowired private MockMvcTester mvc;
    @Autowired private WebhookCallers callers;
    @Autowired private TestPeople people;
    private WebhookCaller caller;

    @BeforeEach
    void begin() {
        caller = callers.caller(mvc);
    }

    @Test
    void createsReadsReplacesAndDeletesAnEndpoint() {
        var answer =
                caller.post(
                        ROOT,
                        """
                        {"url": "%s", "description": "Orders", "events": ["message.*", "key.revoked"],
                         "headers": [{"name": "X-Team", "value": "blue"},
                                     {"name": "Authorization", "value": "Bearer abc", "secret": true}]}
                        """
                                .formatted(receiver.url()));

        assertThat(answer).hasStatus(201);
        var created = caller.body(answer);
        var path = ROOT + "/" + created.path("id").asString();
        assertThat(answer.getResponse().getHeader("Location")).isEqualTo(path);
        assertThat(created.path("secret").asString()).startsWith("whsec_");
        assertThat(created.path("status").asString()).isEqualTo("active");

        var read = caller.get(path);
        assertThat(read).hasStatusOk().headers().containsHeader("ETag");
        assertThat(caller.body(read).has("secret")).isFalse();
        assertThat(caller.body(read).path("events").toString())
                .isEqualTo("[\"message.*\",\"key.revoked\"]");
        assertThat(caller.body(read).path("headers").toString()).contains("blue").doesNotContain("abc");
        assertThat(caller.body(caller.get(ROOT)).path("data")).hasSize(1);

        var replaced =
                caller.put(path, "{\"url\": \"%s\", \"events\": [\"*\"]}".formatted(receiver.url()), "\"0\"");
        assertThat(replaced).hasStatusOk();
        assertThat(caller.body(replaced).path("headers")).isEmpty();
        assertThat(caller.put(path, "{\"url\": \"%s\", \"events\": [\"*\"]}".formatted(receiver.url()), "\"0\""))
                .hasStatus(409);
        assertThat(caller.put(path, "{\"url\": \"%s\", \"events\": [\"*\"]}".formatted(receiver.url()), "\"x\""))
                .hasStatus(409);
        assertThat(caller.put(path, "{\"url\": \"%s\", \"events\": [\"*\"]}".formatted(receiver.url()), null))
                .hasStatusOk();

        assertThat(caller.exchange(HttpMethod.DELETE, path, null, caller.token())).hasStatus(204);
        assertThat(caller.get(path)).hasStatus(404);
    }

    @Test
    void listsWhatItsFilterLeaves() {
        var path = caller.create(receiver.url());
        caller.create(receiver.url() + "/orders");
        caller.post(path + "/pause", "");

        assertThat(caller.body(caller.get(ROOT)).path("data")).hasSize(2);
        var found = caller.body(caller.get(ROOT + "?search=/ORDERS")).path("data");
        assertThat(found).hasSize(1);
        assertThat(found.at("/0/url").asString()).endsWith("/orders");
        var paused = caller.body(caller.get(ROOT + "?state=paused")).path("data");
        assertThat(paused).hasSize(1);
        assertThat(path).endsWith(paused.at("/0/id").asString());
        assertThat(caller.body(caller.get(ROOT + "?state=trouble")).path("data")).isEmpty();
        assertThat(caller.get(ROOT + "?state=lost")).hasStatus(400);
    }

    @Test
    void listsEndpointsPageByPage() {
        caller.create(receiver.url() + "/one");
        caller.create(receiver.url() + "/two");

        var first = caller.body(caller.get(ROOT + "?limit=1"));
        var cursor = first.path("next_cursor").asString();
        var second = caller.body(caller.get(ROOT + "?limit=1&after=" + cursor));

        assertThat(first.path("data")).hasSize(1);
        assertThat(second.path("data")).hasSize(1).isNotEqualTo(first.path("data"));
        assertThat(second.path("next_cursor").isNull()).isTrue();
        var last = "ffffffff-ffff-ffff-ffff-ffffffffffff";
        assertThat(caller.body(caller.get(ROOT + "?after=" + last)).path("data")).isEmpty();
    }

    @Test
    void keepsHowAnEndpointIsSentTo() {
        var created =
                caller.body(
                        caller.post(
                                ROOT,
                                """
                                {"url": "%s", "events": ["*"], "per_second": 5, "timeout_seconds": 8,
                                 "ordering_key": "data.agent_id", "retry_plan": "5s, 5m"}
                                """
                                        .formatted(receiver.url())));

        assertThat(created.path("per_second").asInt()).isEqualTo(5);
        assertThat(created.path("timeout_seconds").asInt()).isEqualTo(8);
        assertThat(created.path("ordering_key").asString()).isEqualTo("data.agent_id");
        assertThat(created.path("retry_plan").asString()).isEqualTo("5s 5m");
        assertThat(created.path("retry_waits").toString()).isEqualTo("[0,5,300]");
        assertThat(created.path("backlog").toString())
                .isEqualTo("{\"pending\":0,\"held\":0,\"exhausted\":0}");
        var path = ROOT + "/" + created.path("id").asString();
        var replaced = caller.body(caller.put(path, "{\"url\":\"%s\",\"events\":[\"*\"]}".formatted(receiver.url()), null));
        assertThat(replaced.has("per_second")).isFalse();
        assertThat(replaced.has("ordering_key")).isFalse();
        assertThat(replaced.path("timeout_seconds").asInt()).isEqualTo(20);
        assertThat(replaced.path("retry_plan").asString()).isEqualTo("standard");
        assertThat(replaced.path("retry_waits")).hasSize(10);
    }

    @Test
    void rotatesTheSecretAndEndsTheOverlap() {
        var path = caller.create(receiver.url());

        var rotated = caller.post(path + "/secret-rotation", "{\"overlap_hours\": 48}");

        assertThat(rotated).hasStatusOk();
        assertThat(caller.body(rotated).path("secret").asString()).startsWith("whsec_");
        assertThat(caller.body(rotated).has("previous_secret_until")).isTrue();
        assertThat(caller.body(caller.get(path)).has("secret")).isFalse();
        assertThat(caller.post(path + "/secret-rotation", "{}")).hasStatus(409);
        assertThat(caller.post(path + "/secret-rotation", "{\"overlap_hours\": 169}")).hasStatus(422);
        assertThat(caller.exchange(HttpMethod.DELETE, path + "/previous-secret", null, caller.token()))
                .hasStatus(204);
        assertThat(caller.body(caller.get(path)).has("previous_secret_until")).isFalse();
        assertThat(caller.post(path + "/secret-rotation", "{}")).hasStatusOk();
    }

    @Test
    void pausesActivatesAndTests() {
        var path = caller.create(receiver.url());

        assertThat(caller.post(path + "/pause", "")).hasStatus(204);
        assertThat(caller.body(caller.get(path)).path("status").asString()).isEqualTo("paused");
        assertThat(caller.post(path + "/activation", "")).hasStatus(204);
        assertThat(caller.body(caller.get(path)).path("status").asString()).isEqualTo("active");
        receiver.answers(503);
        var tested = caller.post(path + "/test", "");
        assertThat(tested).hasStatusOk();
        assertThat(caller.body(tested).path("succeeded").asBoolean()).isFalse();
        assertThat(caller.body(tested).path("response_status").asInt()).isEqualTo(503);
    }

    @Test
    void hidesEverythingFromOtherTenants() {
        var path = caller.create(receiver.url());
        caller.append("agent.updated");
        await().until(() -> !caller.body(caller.get(path + "/deliveries")).path("data").isEmpty());
        var delivery =
                path
                        + "/deliveries/"
                        + caller.body(caller.get(path + "/deliveries"))
                                .path("data")
                                .get(0)
                                .path("id")
                                .asString();
        var stranger = callers.key(people.tenant().id(), WEBHOOKS_READ, WEBHOOKS_WRITE);
        var wanted = "{\"url\":\"%s\",\"events\":[\"*\"]}".formatted(receiver.url());

        assertThat(caller.body(caller.exchange(HttpMethod.GET, ROOT, null, stranger)).path("data")).isEmpty();
        for (var foreign : new String[] {path, path + "/deliveries", delivery}) {
            assertThat(caller.exchange(HttpMethod.GET, foreign, null, stranger)).hasStatus(404);
        }
        for (var foreign : new String[] {"/pause", "/activation", "/test"}) {
            assertThat(caller.exchange(HttpMethod.POST, path + foreign, "", stranger)).hasStatus(404);
        }
        assertThat(caller.exchange(HttpMethod.POST, delivery + "/resending", "", stranger)).hasStatus(404);
        assertThat(caller.exchange(HttpMethod.POST, path + "/resending", "{}", stranger)).hasStatus(404);
        assertThat(caller.exchange(HttpMethod.PUT, path, wanted, stranger)).hasStatus(404);
        assertThat(caller.exchange(HttpMethod.DELETE, path, null, stranger)).hasStatus(404);
        assertThat(caller.get(path)).hasStatusOk();
        assertThat(caller.get(ROOT + "/" + Ids.next())).hasStatus(404);
    }

    @Test
    void refusesAKeyWithoutTheScope() {
        var path = caller.create(receiver.url());
        var reader = callers.key(caller.tenant(), WEBHOOKS_READ);
        var other = callers.key(caller.tenant(), Permission.AGENTS_READ);

        assertThat(caller.exchange(HttpMethod.GET, path, null, reader)).hasStatusOk();
        assertThat(caller.exchange(HttpMethod.POST, ROOT, "{}", reader)).hasStatus(403);
        assertThat(caller.exchange(HttpMethod.POST, path + "/pause", "", reader)).hasStatus(403);
        assertThat(caller.exchange(HttpMethod.POST, path + "/test", "", reader)).hasStatus(403);
        assertThat(caller.exchange(HttpMethod.POST, path + "/resending", "{}", reader)).hasStatus(403);
        assertThat(caller.exchange(HttpMethod.DELETE, path, null, reader)).hasStatus(403);
        assertThat(caller.exchange(HttpMethod.GET, path, null, other)).hasStatus(403);
        assertThat(caller.exchange(HttpMethod.GET, path + "/deliveries", null, other)).hasStatus(403);
        assertThat(caller.exchange(HttpMethod.GET, path, null, "nonsense")).hasStatus(401);
    }
}
