package dev.baton.webhook.api;

import static dev.baton.tenant.Permission.WEBHOOKS_READ;
import static dev.baton.tenant.Permission.WEBHOOKS_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.baton.TestPeople;
import dev.baton.event.EventLog;
import dev.baton.event.EventType;
import dev.baton.event.NewEvent;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class WebhookApiTests {

    private static final String ROOT = "/api/v1/webhooks";

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private ApiKeys keys;
    @Autowired private EventLog events;
    @Autowired private RetryingTransactions transactions;
    @Autowired private JsonMapper json;
    private HttpServer receiver;
    private volatile int answer = 200;
    private TenantId tenant;
    private String token;

    @BeforeEach
    void begin() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(answer, -1);
                    exchange.close();
                });
        receiver.start();
        tenant = people.tenant().id();
        token = key(tenant, WEBHOOKS_READ, WEBHOOKS_WRITE);
    }

    @AfterEach
    void end() {
        receiver.stop(0);
    }

    @Test
    void createsReadsReplacesAndDeletesAnEndpoint() {
        var answer =
                post(
                        ROOT,
                        """
                        {"url": "%s", "description": "Orders", "events": ["message.*", "key.revoked"],
                         "headers": [{"name": "X-Team", "value": "blue"},
                                     {"name": "Authorization", "value": "Bearer abc", "secret": true}]}
                        """
                                .formatted(url()));

        assertThat(answer).hasStatus(201);
        var created = body(answer);
        var path = ROOT + "/" + created.path("id").asString();
        assertThat(answer.getResponse().getHeader("Location")).isEqualTo(path);
        assertThat(created.path("secret").asString()).startsWith("whsec_");
        assertThat(created.path("status").asString()).isEqualTo("active");

        var read = get(path);
        assertThat(read).hasStatusOk().headers().containsHeader("ETag");
        assertThat(body(read).has("secret")).isFalse();
        assertThat(body(read).path("events").toString())
                .isEqualTo("[\"message.*\",\"key.revoked\"]");
        assertThat(body(read).path("headers").toString()).contains("blue").doesNotContain("abc");
        assertThat(body(get(ROOT)).path("data")).hasSize(1);

        var replaced =
                put(path, "{\"url\": \"%s\", \"events\": [\"*\"]}".formatted(url()), "\"0\"");
        assertThat(replaced).hasStatusOk();
        assertThat(body(replaced).path("headers")).isEmpty();
        assertThat(put(path, "{\"url\": \"%s\", \"events\": [\"*\"]}".formatted(url()), "\"0\""))
                .hasStatus(409);
        assertThat(put(path, "{\"url\": \"%s\", \"events\": [\"*\"]}".formatted(url()), "\"x\""))
                .hasStatus(409);
        assertThat(put(path, "{\"url\": \"%s\", \"events\": [\"*\"]}".formatted(url()), null))
                .hasStatusOk();

        assertThat(exchange(HttpMethod.DELETE, path, null, token)).hasStatus(204);
        assertThat(get(path)).hasStatus(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"events": ["*"]}                                                       | url     | scheme
                    {"url": "", "events": ["*"]}                                            | url     | scheme
                    {"url": "ftp://example.com/", "events": ["*"]}                          | url     | scheme
                    {"url": "not a url", "events": ["*"]}                                   | url     | invalid
                    {"url": "http://10.1.2.3/", "events": ["*"]}                            | url     | private
                    {"url": "http://192.168.0.1:8080/", "events": ["*"]}                    | url     | private
                    {"url": "http://169.254.169.254/latest", "events": ["*"]}               | url     | link_local
                    {"url": "http://[fd00::1]/", "events": ["*"]}                           | url     | private
                    {"url": "http://[::ffff:10.0.0.1]/", "events": ["*"]}                   | url     | translated
                    {"url": "http://0.0.0.0/", "events": ["*"]}                             | url     | reserved
                    {"url": "http://me:pw@example.com/", "events": ["*"]}                   | url     | user_info
                    {"url": "http://127.0.0.1:25/", "events": ["*"]}                        | url     | port
                    {"url": "URL"}                                                          | events  | required
                    {"url": "URL", "events": []}                                            | events  | required
                    {"url": "URL", "events": ["agent.exploded"]}                            | events  | unknown
                    {"url": "URL", "events": ["nothing.*"]}                                 | events  | unknown
                    {"url": "URL", "events": [null]}                                        | events  | unknown
                    {"url": "URL", "events": ["*"], "headers": [{"name": "a b"}]}           | headers | invalid
                    {"url": "URL", "events": ["*"], "headers": [{"value": "x"}]}            | headers | invalid
                    {"url": "URL", "events": ["*"], "headers": [{"name": "Host", "value": "x"}]} | headers | invalid
                    {"url": "URL", "events": ["*"], "headers": [{"name": "webhook-id", "value": "x"}]} | headers | reserved
                    {"url": "URL", "events": ["*"], "headers": [{"name": "Content-Type", "value": "x"}]} | headers | reserved
                    {"url": "URL", "events": ["*"], "headers": [{"name": "X", "value": "a"}, {"name": "x", "value": "b"}]} | headers | repeated
                    {"url": "URL", "events": ["*"], "headers": [{"name": "X", "value": "a\\r\\nY: b"}]} | headers | invalid
                    {"url": "URL", "events": ["*"], "headers": [{"name": "X", "secret": true}]} | headers | secret_missing
                    """)
    void refusesAtTheField(String body, String field, String code) {
        var refused = post(ROOT, body.replace("URL", url()));

        assertThat(refused).hasStatus(422);
        assertThat(body(refused).path("errors").get(0).path("field").asString()).isEqualTo(field);
        assertThat(body(refused).path("errors").get(0).path("code").asString()).isEqualTo(code);
        assertThat(body(get(ROOT)).path("data")).isEmpty();
    }

    @Test
    void refusesWhatIsTooLong() {
        var longUrl = "https://example.com/" + "a".repeat(2_000);
        var manyHeaders =
                IntStream.range(0, 21)
                        .mapToObj("{\"name\":\"X-%d\",\"value\":\"v\"}"::formatted)
                        .collect(Collectors.joining(",", "[", "]"));

        assertThat(codes("{\"url\":\"%s\",\"events\":[\"*\"]}".formatted(longUrl)))
                .containsExactly("too_long");
        assertThat(
                        codes(
                                "{\"url\":\"%s\",\"description\":\"%s\",\"events\":[\"*\"],\"headers\":%s}"
                                        .formatted(url(), "d".repeat(201), manyHeaders)))
                .containsExactly("too_long", "too_many");
        assertThat(
                        codes(
                                "{\"url\":\"%s\",\"events\":[\"*\"],\"headers\":[{\"name\":\"X\",\"value\":\"%s\"},{\"name\":\"%s\",\"value\":\"v\"}]}"
                                        .formatted(url(), "v".repeat(1_001), "n".repeat(101))))
                .containsExactly("invalid", "invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"url\": 5}",
                "{\"url\": \"http://example.com\", \"secret\": \"whsec_mine\"}",
                "{\"events\": \"*\"}",
                "{\"headers\": [\"x\"]}",
                "nonsense"
            })
    void refusesABodyOfAnotherShape(String body) {
        assertThat(post(ROOT, body)).hasStatus(400);
    }

    @Test
    void takesNoMoreThanAHundredEndpoints() {
        for (var number = 0; number < 100; number++) {
            create();
        }

        var refused = post(ROOT, "{\"url\":\"%s\",\"events\":[\"*\"]}".formatted(url()));

        assertThat(refused).hasStatus(422);
        assertThat(body(refused).path("code").asString()).isEqualTo("too_many_webhooks");
    }

    @Test
    void keepsASecretHeaderOnlyOnItsHost() {
        var path = create("[{\"name\":\"Authorization\",\"value\":\"abc\",\"secret\":true}]");
        var same = "{\"url\":\"%s\",\"events\":[\"*\"],\"headers\":[{\"name\":\"authorization\",\"secret\":true}]}";

        assertThat(put(path, same.formatted(url() + "other/path"), null)).hasStatusOk();
        var moved = put(path, same.formatted("http://127.0.0.1:65001/"), null);

        assertThat(moved).hasStatus(422);
        assertThat(body(moved).path("errors").get(0).path("code").asString())
                .isEqualTo("secret_missing");
    }

    @Test
    void tellsWhatBecameOfDeliveriesAndSendsThemAgain() {
        answer = 500;
        var path = create();
        append("agent.updated");
        await().until(
                        () ->
                                body(get(path + "/deliveries"))
                                                .path("data")
                                                .path(0)
                                                .path("attempts")
                                                .asInt(0)
                                        == 1);
        var listed = body(get(path + "/deliveries?status=pending&limit=5"));
        assertThat(listed.path("data")).hasSize(1);
        assertThat(listed.path("data").get(0).has("log")).isFalse();
        assertThat(body(get(path + "/deliveries?status=delivered")).path("data")).isEmpty();
        var delivery = path + "/deliveries/" + listed.path("data").get(0).path("id").asString();
        var log = body(get(delivery)).path("log");
        assertThat(log).hasSize(1);
        assertThat(log.get(0).path("failure").asString()).isEqualTo("status_500");
        assertThat(log.get(0).path("request_headers").asString()).contains("webhook-signature: v1,");

        answer = 200;
        assertThat(post(delivery + "/resending", "")).hasStatus(204);

        await().until(() -> body(get(delivery)).path("status").asString().equals("delivered"));
        assertThat(body(get(delivery)).path("log")).hasSize(2);
        assertThat(body(get(delivery)).has("next_attempt_at")).isFalse();
        var again = post(path + "/resending", "{}");
        assertThat(again).hasStatus(202);
        assertThat(body(again).path("deliveries").asInt()).isZero();
        assertThat(post(path + "/resending", "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2027-01-01T00:00:00Z\"}"))
                .hasStatus(202);
    }

    @Test
    void listsDeliveriesPageByPage() {
        var path = create();
        assertThat(post(path + "/pause", "")).hasStatus(204);
        for (var number = 0; number < 5; number++) {
            append("agent.updated");
        }
        await().until(() -> body(get(path + "/deliveries")).path("data").size() == 5);

        var first = body(get(path + "/deliveries?limit=3"));
        var rest =
                body(
                        get(
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
    void pausesActivatesAndTests() {
        var path = create();

        assertThat(post(path + "/pause", "")).hasStatus(204);
        assertThat(body(get(path)).path("status").asString()).isEqualTo("paused");
        assertThat(post(path + "/activation", "")).hasStatus(204);
        assertThat(body(get(path)).path("status").asString()).isEqualTo("active");
        answer = 503;
        var tested = post(path + "/test", "");
        assertThat(tested).hasStatusOk();
        assertThat(body(tested).path("succeeded").asBoolean()).isFalse();
        assertThat(body(tested).path("response_status").asInt()).isEqualTo(503);
    }

    @Test
    void refusesUnknownFilters() {
        var path = create();

        assertThat(get(path + "/deliveries?status=lost")).hasStatus(400);
        assertThat(get(path + "/deliveries?after=xyz")).hasStatus(400);
        assertThat(get(path + "/deliveries?limit=many")).hasStatus(400);
        assertThat(post(path + "/resending", "{\"from\":\"yesterday\"}")).hasStatus(400);
        assertThat(get(ROOT + "/not-an-id")).hasStatus(404);
    }

    @Test
    void hidesEverythingFromOtherTenants() {
        var path = create();
        append("agent.updated");
        await().until(() -> !body(get(path + "/deliveries")).path("data").isEmpty());
        var delivery =
                path
                        + "/deliveries/"
                        + body(get(path + "/deliveries"))
                                .path("data")
                                .get(0)
                                .path("id")
                                .asString();
        var stranger = key(people.tenant().id(), WEBHOOKS_READ, WEBHOOKS_WRITE);
        var wanted = "{\"url\":\"%s\",\"events\":[\"*\"]}".formatted(url());

        assertThat(body(exchange(HttpMethod.GET, ROOT, null, stranger)).path("data")).isEmpty();
        for (var foreign : new String[] {path, path + "/deliveries", delivery}) {
            assertThat(exchange(HttpMethod.GET, foreign, null, stranger)).hasStatus(404);
        }
        for (var foreign : new String[] {"/pause", "/activation", "/test"}) {
            assertThat(exchange(HttpMethod.POST, path + foreign, "", stranger)).hasStatus(404);
        }
        assertThat(exchange(HttpMethod.POST, delivery + "/resending", "", stranger)).hasStatus(404);
        assertThat(exchange(HttpMethod.POST, path + "/resending", "{}", stranger)).hasStatus(404);
        assertThat(exchange(HttpMethod.PUT, path, wanted, stranger)).hasStatus(404);
        assertThat(exchange(HttpMethod.DELETE, path, null, stranger)).hasStatus(404);
        assertThat(get(path)).hasStatusOk();
        assertThat(get(ROOT + "/" + Ids.next())).hasStatus(404);
    }

    @Test
    void refusesAKeyWithoutTheScope() {
        var path = create();
        var reader = key(tenant, WEBHOOKS_READ);
        var other = key(tenant, Permission.AGENTS_READ);

        assertThat(exchange(HttpMethod.GET, path, null, reader)).hasStatusOk();
        assertThat(exchange(HttpMethod.POST, ROOT, "{}", reader)).hasStatus(403);
        assertThat(exchange(HttpMethod.POST, path + "/pause", "", reader)).hasStatus(403);
        assertThat(exchange(HttpMethod.POST, path + "/test", "", reader)).hasStatus(403);
        assertThat(exchange(HttpMethod.POST, path + "/resending", "{}", reader)).hasStatus(403);
        assertThat(exchange(HttpMethod.DELETE, path, null, reader)).hasStatus(403);
        assertThat(exchange(HttpMethod.GET, path, null, other)).hasStatus(403);
        assertThat(exchange(HttpMethod.GET, path + "/deliveries", null, other)).hasStatus(403);
        assertThat(exchange(HttpMethod.GET, path, null, "nonsense")).hasStatus(401);
    }

    private Iterable<String> codes(String wanted) {
        return body(post(ROOT, wanted)).path("errors").valueStream()
                .map(error -> error.path("code").asString())
                .toList();
    }

    private String create() {
        return create("[]");
    }

    private String create(String headers) {
        var created =
                post(
                        ROOT,
                        "{\"url\":\"%s\",\"events\":[\"agent.*\"],\"headers\":%s}"
                                .formatted(url(), headers));
        assertThat(created).hasStatus(201);
        return ROOT + "/" + body(created).path("id").asString();
    }

    private void append(String type) {
        transactions.run(
                () ->
                        events.append(
                                new NewEvent(
                                        tenant,
                                        EventType.publicly(type),
                                        tenant.value(),
                                        Map.of("name", "assistant"),
                                        null)));
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
    }

    private String key(TenantId of, Permission... scopes) {
        var wire = Arrays.stream(scopes).map(Permission::wire).collect(Collectors.toSet());
        return keys.issue(of, new NewKey("Key", wire, null, null), TestPeople.operator(of)).token();
    }

    private MvcTestResult get(String path) {
        return exchange(HttpMethod.GET, path, null, token);
    }

    private MvcTestResult post(String path, String body) {
        return exchange(HttpMethod.POST, path, body, token);
    }

    private MvcTestResult put(String path, String body, String ifMatch) {
        var request =
                mvc.put()
                        .uri(path)
                        .header("Authorization", "Bearer " + token)
                        .contentType("application/json")
                        .content(body);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.exchange();
    }

    private MvcTestResult exchange(HttpMethod method, String path, String body, String bearer) {
        var request = mvc.method(method).uri(path).header("Authorization", "Bearer " + bearer);
        if (body != null && !body.isEmpty()) {
            request.contentType("application/json").content(body);
        }
        return request.exchange();
    }

    private JsonNode body(MvcTestResult result) {
        return json.readTree(result.getResponse().getContentAsByteArray());
    }
}
