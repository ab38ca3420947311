package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.ledger.Entrance;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RequestReaderTests {

    private final RequestReader reader = new RequestReader(new JsonMapper());

    @Test
    void readsTheSmallestMessage() {
        var read = message("{'agent':'assistant','input':'hello'}");

        assertThat(read.stream()).isFalse();
        assertThat(read.question().agent()).isEqualTo("assistant");
        assertThat(read.question().body().toString())
                .isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
    }

    @Test
    void passesUnknownFieldsOn() {
        var read = message("{'input':'x','temperature':0.1,'new_field':{'a':[1,null]}}");

        assertThat(read.question().body().path("temperature").asDouble()).isEqualTo(0.1);
        assertThat(read.question().body().at("/new_field/a/1").isNull()).isTrue();
    }

    @Test
    void takesItsOwnFieldsOut() {
        var read =
                message("{'input':'x','capability':'code','variables':{'name':'Ana'},'stream':true}");

        assertThat(read.stream()).isTrue();
        assertThat(read.question().capability()).isEqualTo("code");
        assertThat(read.question().variables()).isEqualTo(Map.of("name", "Ana"));
        assertThat(read.question().body().propertyNames()).containsExactly("messages");
    }

    @Test
    void aChatCompletionNamesItsAgentAsModel() {
        var body = "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        var read =
                reader.chatCompletion(
                        body.getBytes(StandardCharsets.UTF_8), Trace.start(), Instant.EPOCH);

        assertThat(read.question().agent()).isEqualTo("echo");
        assertThat(read.question().body().has("model")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                        | messages
                    {'messages':[]}                           | messages
                    {'messages':'x'}                          | messages
                    {'messages':[1]}                          | messages[0]
                    {'messages':[{'content':'x'}]}            | messages[0].role
                    {'input':5}                               | input
                    {'input':'x','messages':[]}               | input
                    {'input':'x','agent':7}                   | agent
                    {'input':'x','agent':' '}                 | agent
                    {'input':'x','variables':[]}              | variables
                    {'input':'x','stream':'yes'}              | stream
                    """)
    void namesTheFieldThatIsWrong(String body, String field) {
        var refusal = catchThrowableOfType(BadInput.class, () -> message(body));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.fields()).extracting(FieldProblem::field).containsExactly(field);
    }

    @Test
    void takesOnlyShortNamesOfWhatIsAskedFor() {
        var longest = "a".repeat(64);

        assertThat(message("{'input':'x','agent':'%s'}".formatted(longest)).question().agent())
                .isEqualTo(longest);
        assertThat(refusedField("{'input':'x','agent':'%sa'}".formatted(longest)))
                .isEqualTo(new FieldProblem("agent", "too_long", "at most 64 characters"));
        for (var capability : List.of(longest + "a", "Code", "a b")) {
            assertThat(refusedField("{'input':'x','capability':'%s'}".formatted(capability)))
                    .satisfies(
                            wrong -> {
                                assertThat(wrong.field()).isEqualTo("capability");
                                assertThat(wrong.message()).contains("64");
                            });
        }
    }

    private FieldProblem refusedField(String body) {
        var refusal = catchThrowableOfType(BadInput.class, () -> message(body));
        assertThat(refusal.fields()).hasSize(1);
        return refusal.fields().getFirst();
    }

    @ParameterizedTest
    @CsvSource({"'{'", "'[]'", "'null'", "''", "'{\"a\":1'"})
    void refusesWhatIsNoJsonObject(String body) {
        var refusal = catchThrowableOfType(BadInput.class, () -> message(body));

        assertThat(refusal.code()).isEqualTo("malformed_json");
    }

    private RequestReader.Read message(String body) {
        return reader.message(
                body.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                Entrance.MESSAGES,
                Trace.start(),
                Instant.EPOCH);
    }
}
