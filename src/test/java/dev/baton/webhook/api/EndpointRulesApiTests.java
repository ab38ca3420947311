package dev.baton.webhook.api;

import static dev.baton.webhook.api.WebhookCaller.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.webhook.PlainReceiver;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What the API refuses about an endpoint, and at which field. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class EndpointRulesApiTests {

    @RegisterExtension final PlainReceiver receiver = new PlainReceiver();

    @Autowired private MockMvcTester mvc;
    @Autowired private WebhookCallers callers;
    private WebhookCaller caller;

    @BeforeEach
    void begin() {
        caller = callers.caller(mvc);
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
        var refused = caller.post(ROOT, body.replace("URL", receiver.url()));

        assertThat(refused).hasStatus(422);
        assertThat(caller.body(refused).path("errors").get(0).path("field").asString()).isEqualTo(field);
        assertThat(caller.body(refused).path("errors").get(0).path("code").asString()).isEqualTo(code);
        assertThat(caller.body(caller.get(ROOT)).path("data")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "per_second": 0            | per_second
                    "per_second": 1001         | per_second
                    "timeout_seconds": 0       | timeout_seconds
                    "timeout_seconds": 31      | timeout_seconds
                    "ordering_key": "body"     | ordering_key
                    "ordering_key": ""         | ordering_key
                    "retry_plan": "for ever"   | retry_plan
                    "retry_plan": "25h"        | retry_plan
                    """)
    void refusesRulesAtTheField(String rule, String field) {
        var refused =
                caller.post(ROOT, "{\"url\":\"%s\",\"events\":[\"*\"],%s}".formatted(receiver.url(), rule));

        assertThat(refused).hasStatus(422);
        assertThat(caller.body(refused).path("errors").get(0).path("field").asString()).isEqualTo(field);
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
                                        .formatted(receiver.url(), "d".repeat(201), manyHeaders)))
                .containsExactly("too_long", "too_many");
        assertThat(
                        codes(
                                "{\"url\":\"%s\",\"events\":[\"*\"],\"headers\":[{\"name\":\"X\",\"value\":\"%s\"},{\"name\":\"%s\",\"value\":\"v\"}]}"
                                        .formatted(receiver.url(), "v".repeat(1_001), "n".repeat(101))))
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
        assertThat(caller.post(ROOT, body)).hasStatus(400);
    }

    @Test
    void takesNoMoreThanAHundredEndpoints() {
        for (var number = 0; number < 100; number++) {
            caller.create(receiver.url());
        }

        var refused = caller.post(ROOT, "{\"url\":\"%s\",\"events\":[\"*\"]}".formatted(receiver.url()));

        assertThat(refused).hasStatus(422);
        assertThat(caller.body(refused).path("code").asString()).isEqualTo("too_many_webhooks");
    }

    @Test
    void keepsASecretHeaderOnlyOnItsHost() {
        var path = caller.create(receiver.url(), "[{\"name\":\"Authorization\",\"value\":\"abc\",\"secret\":true}]");
        var same = "{\"url\":\"%s\",\"events\":[\"*\"],\"headers\":[{\"name\":\"authorization\",\"secret\":true}]}";

        assertThat(caller.put(path, same.formatted(receiver.url() + "/other/path"), null)).hasStatusOk();
        var moved = caller.put(path, same.formatted("http://127.0.0.1:65001/"), null);

        assertThat(moved).hasStatus(422);
        assertThat(caller.body(moved).path("errors").get(0).path("code").asString())
                .isEqualTo("secret_missing");
    }

    private Iterable<String> codes(String wanted) {
        return caller.body(caller.post(ROOT, wanted)).path("errors").valueStream()
                .map(error -> error.path("code").asString())
                .toList();
    }
}
