package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.message.MessageFixture.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@Tag("database")
@ServerTest
class MessageApiTests {

    @Autowired private MessageFixture fixture;

    private Caller caller;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
    }

    @Test
    void answersTheSmallestMessage() {
        var answer = caller.client().ask("{'agent':'assistant','input':'hello'}");

        assertThat(answer.status()).isEqualTo(200);
        var message = answer.json();
        assertThat(message.path("status").asString()).isEqualTo("completed");
        assertThat(message.path("output").asString()).contains("hello");
        assertThat(message.has("kept")).isFalse();
        assertThat(message.at("/message/role").asString()).isEqualTo("assistant");
        assertThat(message.at("/agent/name").asString()).isEqualTo("assistant");
        assertThat(message.at("/usage/output_tokens").asLong()).isPositive();
        assertThat(message.at("/cost/currency").asString()).isEqualTo("USD");
        assertThat(message.path("trace_id").asString()).isEqualTo(answer.trace());
        assertThat(answer.header("X-Baton-Decision"))
                .isEqualTo(message.path("decision_id").asString());
        assertThat(answer.header("X-Baton-Message")).isEqualTo(message.path("id").asString());
    }

    @Test
    void looksUpLaterWhatItAnsweredAtOnce() {
        var given = caller.client().ask("{'agent':'assistant','input':'hello'}").json();

        var kept = caller.client().get("/api/v1/messages/" + given.path("id").asString()).json();

        assertThat(kept.path("output")).isEqualTo(given.path("output"));
        assertThat(kept.path("usage")).isEqualTo(given.path("usage"));
        assertThat(kept.path("cost")).isEqualTo(given.path("cost"));
        assertThat(kept.path("decision_id")).isEqualTo(given.path("decision_id"));
        assertThat(kept.path("created_at").asString().substring(0, 23))
                .isEqualTo(given.path("created_at").asString().substring(0, 23));
    }

    @Test
    void recordsWhatItCostBeforeTheAnswerEnds() {
        var answer = caller.client().ask("{'agent':'assistant','input':'hello'}");

        var calls = fixture.usage(caller.tenant(), answer.trace());
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.status().wire()).isEqualTo("completed");
            assertThat(call.key()).isEqualTo(caller.key());
            assertThat(call.message().toString()).isEqualTo(answer.json().path("id").asString());
            assertThat(call.tokensOut())
                    .isEqualTo(answer.json().at("/usage/output_tokens").asLong());
            assertThat(call.decision().toString())
                    .isEqualTo(answer.json().path("decision_id").asString());
        });
    }

    @Test
    void streamsNamedEvents() {
        var answer =
                caller.client().ask("{'agent':'assistant','input':'hello','stream':true}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        assertThat(answer.header("Cache-Control")).contains("no-cache");
        var text = answer.text();
        assertThat(text).startsWith("event: message.started\n");
        assertThat(text.indexOf("event: message.delta"))
                .isLessThan(text.indexOf("event: message.completed"));
        var end = new tools.jackson.databind.json.JsonMapper().readTree(answer.events().getLast());
        assertThat(end.path("status").asString()).isEqualTo("completed");
        assertThat(end.at("/cost/amount").asString()).isNotEmpty();
        assertThat(fixture.usage(caller.tenant(), answer.trace()))
                .singleElement()
                .satisfies(call -> assertThat(call.firstByteMicros()).isNotNull());
    }

    @Test
    void answersLaterWhenAskedTo() {
        var accepted =
                caller.client()
                        .ask(
                                "{'agent':'assistant','input':'hello'}",
                                "Prefer",
                                "wait=1, respond-async");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Preference-Applied")).isEqualTo("respond-async");
        var location = accepted.header("Location");
        assertThat(location)
                .isEqualTo("/api/v1/messages/" + accepted.json().path("id").asString());
        assertThat(accepted.json().path("status").asString()).isEqualTo("queued");
        var message = awaitEnd(location);
        assertThat(message.path("status").asString()).isEqualTo("completed");
        assertThat(message.path("output").asString()).contains("hello");
        assertThat(message.path("attempts").asInt()).isEqualTo(1);
        assertThat(message.path("trace_id").asString()).isEqualTo(accepted.trace());
    }

    @Test
    void doesNotStreamLater() {
        var refusal =
                caller.client()
                        .ask(
                                "{'agent':'echo','input':'x','stream':true}",
                                "Prefer",
                                "respond-async");

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.json().at("/errors/0/field").asString()).isEqualTo("stream");
    }

    @Test
    void refusesAtOnceWhatCouldNeverBeAnsweredLater() {
        var unknown =
                caller.client().ask("{'agent':'nobody','input':'x'}", "Prefer", "respond-async");
        var redirected =
                caller.client()
                        .ask(
                                "{'agent':'assistant','input':'x','api_base':'http://x'}",
                                "Prefer",
                                "respond-async");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(redirected.status()).isEqualTo(422);
    }

    @Test
    void listsMessagesNewestFirstInPages() {
        for (var number = 0; number < 3; number++) {
            caller.client().ask("{'agent':'echo','input':'number " + number + "'}");
        }

        var first = caller.client().get("/api/v1/messages?limit=2").json();
        var second =
                caller.client()
                        .get(
                                "/api/v1/messages?limit=2&after="
                                        + first.path("next_cursor").asString())
                        .json();

        assertThat(first.path("data")).hasSize(2);
        assertThat(first.at("/data/0/output").asString()).isEqualTo("number 2");
        assertThat(second.path("data")).hasSize(1);
        assertThat(second.at("/data/0/output").asString()).isEqualTo("number 0");
    }

    @Test
    void listsWhatItsFilterLeaves() {
        var echo = caller.client().ask("{'agent':'echo','input':'one'}").json();
        caller.client().ask("{'agent':'assistant','input':'two'}");
        var now = Instant.now();

        assertThat(listed("?agent=" + echo.at("/agent/id").asString())).hasSize(1);
        assertThat(listed("?status=completed")).hasSize(2);
        assertThat(listed("?status=failed")).isEmpty();
        assertThat(listed("?from=" + now.plusSeconds(60))).isEmpty();
        assertThat(listed("?to=" + now.minusSeconds(60))).isEmpty();
        assertThat(listed("?from=" + now.minusSeconds(60) + "&to=" + now.plusSeconds(60)))
                .hasSize(2);
        assertThat(caller.client().get("/api/v1/messages?status=lost").status()).isEqualTo(400);
        for (var field : List.of("from", "to")) {
            var beyond = "?" + field + "=%2B300000000-01-01T00:00:00Z";
            var refusal = caller.client().get("/api/v1/messages" + beyond);
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal.json().at("/errors/0/field").asString()).isEqualTo(field);
        }
    }

    private JsonNode listed(String query) {
        return caller.client().get("/api/v1/messages" + query).json().path("data");
    }

    @Test
    void leavesLongAnswersOutOfTheList() {
        var text = "x".repeat(20_000);
        var id =
                caller.client()
                        .ask("{'agent':'echo','input':'" + text + "'}")
                        .json()
                        .path("id")
                        .asString();

        var listed = caller.client().get("/api/v1/messages").json().at("/data/0");
        var whole = caller.client().get("/api/v1/messages/" + id).json();

        assertThat(listed.path("id").asString()).isEqualTo(id);
        assertThat(listed.path("output").isMissingNode()).isTrue();
        assertThat(whole.path("output").asString()).contains(text);
    }

    @Test
    void showsNobodyElsesMessage() {
        var id = caller.client().ask("{'agent':'echo','input':'x'}").json().path("id").asString();
        var stranger = fixture.caller();

        assertThat(stranger.client().get("/api/v1/messages/" + id).status()).isEqualTo(404);
        assertThat(stranger.client().get("/api/v1/messages").json().path("data")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {'agent':'nobody','input':'x'}                       | 404 | agent_not_found
                    {'agent':'größe','input':'x'}                        | 404 | agent_not_found
                    {'agent':'echo ','input':'x'}                        | 404 | agent_not_found
                    {'agent':'echo'}                                     | 400 | invalid_request
                    {'agent':'echo','input':'x','input':'y'}             | 400 | duplicate_field
                    {'agent':'echo','input':'x'} {}                      | 400 | malformed_json
                    {'agent':'echo','input':                             | 400 | malformed_json
                    {'agent':'echo','input':'\\ud83d'}                   | 400 | malformed_json
                    {'agent':'assistant','input':'x','base_url':'http:'} | 422 | field_not_allowed
                    {'agent':'assistant','input':'x','speed':'fast'}     | 422 | field_not_allowed
                    {'agent':'assistant','input':'x','n':0}              | 422 | invalid_field
                    {'agent':'echo','input':'x','capability':'code'}     | 409 | agent_lacks_capability
                    {'capability':'alchemy','input':'x'}                 | 409 | no_agent_fits
                    """)
    void refusesWithAStableCode(String body, int status, String code) {
        var refusal = caller.client().ask(body);

        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.json().path("code").asString()).isEqualTo(code);
        assertThat(refusal.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(fixture.usage(caller.tenant(), refusal.trace())).isEmpty();
    }

    @Test
    void refusesJsonThatIsNestedTooDeeply() {
        var deep = "[".repeat(300) + "]".repeat(300);

        var refusal = caller.client().ask("{'agent':'echo','input':'x','more':" + deep + "}");

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.json().path("code").asString()).isEqualTo("json_limit");
    }

    @Test
    void takesAWholeEmojiWrittenAsEscapes() {
        var answer = caller.client().ask("{'agent':'echo','input':'\\ud83d\\ude00'}");

        assertThat(answer.json().path("output").asString()).isEqualTo("😀");
    }

    @Test
    void refusesABodyThatIsNoJsonByItsType() {
        var refusal =
                caller.client().ask("{'input':'x'}", "Content-Type", "text/plain");

        assertThat(refusal.status()).isEqualTo(415);
    }

    private JsonNode awaitEnd(String location) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> caller.client().get(location).json(),
                        message -> !message.path("status").asString().equals("queued"));
    }
}
