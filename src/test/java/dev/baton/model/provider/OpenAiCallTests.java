package dev.baton.model.provider;

import static dev.baton.model.provider.ProviderFixtures.openAi;
import static dev.baton.model.provider.ProviderFixtures.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.AnswerChunk;
import dev.baton.model.ModelFixtures;
import dev.baton.model.TokenUsage;
import dev.baton.model.Tokens;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class OpenAiCallTests {

    private static final String UNKNOWN =
            "{\"deep\":[1,2.50,-0.0,1e2,{\"a\":null,\"ü\":\"ก\\u0001\"}],\"big\":12345678901234567890}";
    private static final String ANSWER =
            """
            {"id":"c1","object":"chat.completion","created":1,"model":"m","x_unknown":%s,
            "choices":[{"index":0,"message":{"role":"assistant","content":"Hi","x":[true]},
            "finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":3,
            "total_tokens":12,"prompt_tokens_details":{"cached_tokens":4}}}
            """
                    .formatted(UNKNOWN);

    private static final String FIRST =
            "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}],"
                + " \"odd\" : 1.50}";
    private static final String PIECE =
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"สวัสดี"
                + " 👋\"},\"finish_reason\":null}]}";
    private static final String LAST =
            "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}";
    private static final String USAGE =
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5}}";

    @Test
    void keepsEveryFieldItDoesNotUnderstand() throws Exception {
        var body = ModelFixtures.asking("hello");
        body.put("temperature", 0.5).put("model", "caller's wish");
        body.set("x_unknown", WireJson.MAPPER.readTree(UNKNOWN));
        try (var stub = StubProvider.saying(StubProvider.json(200, ANSWER))) {
            var answer = openAi(stub, ModelFixtures.call(body)).answer();

            var sent = WireJson.MAPPER.readTree(stub.requests().getFirst().body());
            assertThat(sent.path("x_unknown")).isEqualTo(WireJson.MAPPER.readTree(UNKNOWN));
            assertThat(stub.requests().getFirst().body())
                    .contains("2.50", "12345678901234567890", "\"ü\":\"ก");
            assertThat(sent.path("model").asString()).isEqualTo("test-model");
            assertThat(sent.path("max_tokens").asInt()).isEqualTo(500);
            assertThat(sent.has("stream")).isFalse();
            assertThat(WireJson.MAPPER.writeValueAsString(answer.body().path("x_unknown")))
                    .contains("2.50", "12345678901234567890");
            assertThat(answer.body()).isEqualTo(WireJson.MAPPER.readTree(ANSWER));
        }
        assertThat(body.path("model").asString()).isEqualTo("caller's wish");
    }

    @Test
    void readsTheUsage() throws Exception {
        try (var stub = StubProvider.saying(StubProvider.json(200, ANSWER))) {
            var answer = openAi(stub, ModelFixtures.call(ModelFixtures.asking("x"))).answer();

            assertThat(answer.usage()).isEqualTo(new TokenUsage(9, 4, 3, false));
        }
    }

    @Test
    void countsWhereTheProviderDoesNot() throws Exception {
        var body = ModelFixtures.asking("How are you?");
        try (var stub =
                StubProvider.saying(
                        StubProvider.json(
                                200, ANSWER.replaceAll("\"usage\":.*\\R.*}}}", "\"x\":1}")))) {
            var answer = openAi(stub, ModelFixtures.call(body)).answer();

            assertThat(answer.usage().estimated()).isTrue();
            assertThat(answer.usage().input()).isEqualTo(Tokens.ofRequest(body));
            assertThat(answer.usage().output()).isPositive();
        }
    }

    @Test
    void saysWhoWeAreAndNothingElse() throws Exception {
        var call = ModelFixtures.call(ModelFixtures.asking("x"));
        try (var stub = StubProvider.saying(StubProvider.json(200, ANSWER))) {
            openAi(stub, call).answer();

            var request = stub.requests().getFirst();
            assertThat(request.head()).startsWith("POST /v1/chat/completions HTTP/1.1");
            assertThat(request.header("Authorization")).isEqualTo("Bearer " + ModelFixtures.CANARY);
            assertThat(request.header("X-Extra")).isEqualTo("extra-" + ModelFixtures.CANARY);
            assertThat(request.header("Idempotency-Key"))
                    .isEqualTo(call.idempotencyKey().toString());
            assertThat(request.header("traceparent")).contains(call.trace().traceId());
            assertThat(request.header("traceparent")).doesNotContain(call.trace().spanId());
        }
    }

    @Test
    void keepsTheCallersMaximum() throws Exception {
        var body = ModelFixtures.asking("x").put("max_completion_tokens", 7);
        try (var stub = StubProvider.saying(StubProvider.json(200, ANSWER))) {
            openAi(stub, ModelFixtures.call(body)).answer();

            var sent = WireJson.MAPPER.readTree(stub.requests().getFirst().body());
            assertThat(sent.path("max_completion_tokens").asInt()).isEqualTo(7);
            assertThat(sent.has("max_tokens")).isFalse();
        }
    }

    @Test
    void handsChunksOnAsTheyCame() throws Exception {
        try (var stub =
                StubProvider.saying(StubProvider.events(FIRST, PIECE, LAST, USAGE, "[DONE]"))) {
            var stream = openAi(stub, ModelFixtures.call(ModelFixtures.asking("x"))).stream();

            assertThat(read(stream))
                    .containsExactly(
                            new AnswerChunk(FIRST, false),
                            new AnswerChunk(PIECE, false),
                            new AnswerChunk(LAST, true));
            assertThat(stream.usage()).isEqualTo(new TokenUsage(7, 0, 5, false));
            var sent = WireJson.MAPPER.readTree(stub.requests().getFirst().body());
            assertThat(sent.path("stream").asBoolean()).isTrue();
            assertThat(sent.at("/stream_options/include_usage").asBoolean()).isTrue();
        }
    }

    @Test
    void showsTheUsageToACallerWhoAsksForIt() throws Exception {
        var body = ModelFixtures.asking("x");
        body.putObject("stream_options").put("include_usage", true).put("x_more", 1);
        try (var stub =
                StubProvider.saying(StubProvider.events(FIRST, PIECE, LAST, USAGE, "[DONE]"))) {
            var chunks = read(openAi(stub, ModelFixtures.call(body)).stream());

            assertThat(chunks.getLast()).isEqualTo(new AnswerChunk(USAGE, true));
            var sent = WireJson.MAPPER.readTree(stub.requests().getFirst().body());
            assertThat(sent.at("/stream_options/x_more").asInt()).isEqualTo(1);
        }
    }

    /** Some compatible servers leave it out. */
    @Test
    void takesAFinishedAnswerWithoutDone() throws Exception {
        try (var stub = StubProvider.saying(StubProvider.events(FIRST, PIECE, LAST, USAGE))) {
            var stream = openAi(stub, ModelFixtures.call(ModelFixtures.asking("x"))).stream();

            assertThat(read(stream)).hasSize(3);
            assertThat(stream.usage()).isEqualTo(new TokenUsage(7, 0, 5, false));
        }
    }

    @Test
    void givesAPieceAsSoonAsItComes() throws Exception {
        try (var stub =
                new StubProvider(
                        (_, line) -> {
                            line.send(StubProvider.events(FIRST, PIECE));
                            line.awaitLeave();
                        })) {
            var stream = openAi(stub, ModelFixtures.call(ModelFixtures.asking("x"))).stream();

            assertThat(stream.next()).isEqualTo(new AnswerChunk(FIRST, false));
            assertThat(stream.next()).isEqualTo(new AnswerChunk(PIECE, false));
            stream.close();
        }
    }

    @Test
    void takesAnyFramingThatTheStandardAllows() throws Exception {
        var bytes =
                ("\uFEFF: hello\r\n\r\ndata:"
                                + FIRST
                                + "\r\n\r\nid: 7\ndata: "
                                + PIECE
                                + "\n\nevent: x\rdata: "
                                + LAST
                                + "\r\rdata: [DONE]\n\n")
                        .getBytes(StandardCharsets.UTF_8);
        try (var stub =
                new StubProvider(
                        (_, line) -> {
                            line.send(StubProvider.head(200, "text/event-stream") + "\r\n");
                            for (var b : bytes) {
                                line.send(new byte[] {b});
                            }
                        })) {
            var stream = openAi(stub, ModelFixtures.call(ModelFixtures.asking("x"))).stream();

            assertThat(read(stream))
                    .extracting(AnswerChunk::json)
                    .containsExactly(FIRST, PIECE, LAST);
        }
    }

    @Test
    void passesToolCallsThrough() throws Exception {
        var tool =
                "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}";
        var body =
                ModelFixtures.body(
                        """
                        {'messages':[],'tools':[{'type':'function','function':{'name':'f','strict':true,
                        'parameters':{'type':'object','x-odd':1}}}],'parallel_tool_calls':false}
                        """);
        try (var stub = StubProvider.saying(StubProvider.events(tool, "[DONE]"))) {
            var stream = openAi(stub, ModelFixtures.call(body)).stream();

            assertThat(read(stream)).containsExactly(new AnswerChunk(tool, true));
            assertThat(stream.usage().estimated()).isTrue();
            assertThat(stream.usage().output()).isPositive();
            var sent = WireJson.MAPPER.readTree(stub.requests().getFirst().body());
            assertThat(sent.path("tools")).isEqualTo(body.path("tools"));
            assertThat(sent.path("parallel_tool_calls").asBoolean(true)).isFalse();
        }
    }

    @Test
    void waitsForEveryChoiceToEnd() throws Exception {
        var other = LAST.replace("\"index\":0", "\"index\":1");
        var body = ModelFixtures.asking("x").put("n", 2);
        try (var stub =
                StubProvider.saying(
                        StubProvider.events(
                                PIECE,
                                PIECE.replace("\"index\":0", "\"index\":1"),
                                LAST,
                                other,
                                "[DONE]"))) {
            var chunks = read(openAi(stub, ModelFixtures.call(body)).stream());

            assertThat(chunks)
                    .extracting(AnswerChunk::ends)
                    .containsExactly(false, false, false, true);
        }
    }

    @Test
    void takesForTheEndWhatMayBeIt() throws Exception {
        var body = ModelFixtures.asking("x").put("n", 2);
        try (var stub = StubProvider.saying(StubProvider.events(PIECE, LAST, "[DONE]"))) {
            var chunks = read(openAi(stub, ModelFixtures.call(body)).stream());

            assertThat(chunks).extracting(AnswerChunk::ends).containsExactly(false, true);
        }
    }

    @Test
    void usesAConnectionAgainAfterAStreamThatEnded() throws Exception {
        var events = StubProvider.events(LAST, "[DONE]").substring(StubProvider.events().length());
        try (var stub =
                new StubProvider(
                        (_, line) -> {
                            line.keep();
                            line.send(
                                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                                            + "Transfer-Encoding: chunked\r\n\r\n"
                                            + Integer.toHexString(events.length())
                                            + "\r\n"
                                            + events
                                            + "\r\n0\r\n\r\n");
                        })) {
            for (var i = 0; i < 5; i++) {
                read(openAi(stub, ModelFixtures.call(ModelFixtures.asking("x"))).stream());
            }

            assertThat(stub.connections()).isEqualTo(1);
        }
    }
}
