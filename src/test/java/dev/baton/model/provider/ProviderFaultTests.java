package dev.baton.model.provider;

import static dev.baton.model.provider.ProviderFixtures.CALM;
import static dev.baton.model.provider.ProviderFixtures.HASTY;
import static dev.baton.model.provider.ProviderFixtures.SILENCE;
import static dev.baton.model.provider.ProviderFixtures.openAi;
import static dev.baton.model.provider.ProviderFixtures.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.model.CallFailed;
import dev.baton.model.CallFailed.Reason;
import dev.baton.model.ModelCall;
import dev.baton.model.ModelFixtures;
import dev.baton.model.Timeouts;
import dev.baton.model.TokenUsage;
import dev.baton.model.Tokens;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Every way in which a provider fails, for a plain call, a stream and a stream with tools. */
class ProviderFaultTests {

    private static final String PIECE =
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}";
    private static final String TOOL_PIECE =
            "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"c\"}}]}}]}";
    private static final String LAST =
            "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String PLAIN =
            "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":%s}]}";

    private enum Mode {
        PLAIN,
        STREAM,
        TOOL
    }

    /** A fault, what it must be called, and in which modes it can happen. */
    private record Fault(String name, Set<Reason> reasons, Set<Mode> modes, Reply reply) {

        @Override
        public String toString() {
            return name;
        }
    }

    private interface Reply {
        void send(String piece, StubProvider.Line line) throws Exception;
    }

    private static final Set<Mode> ALL = Set.of(Mode.values());
    private static final Set<Mode> STREAMS = Set.of(Mode.STREAM, Mode.TOOL);
    private static final Set<Mode> WHOLE = Set.of(Mode.PLAIN);

    static Stream<Arguments> faults() {
        return Stream.of(
                        status(429, Reason.RATE_LIMITED),
                        status(500, Reason.UPSTREAM_ERROR),
                        status(503, Reason.UPSTREAM_ERROR),
                        status(408, Reason.UPSTREAM_ERROR),
                        status(409, Reason.UPSTREAM_ERROR),
                        status(400, Reason.REQUEST_REFUSED),
                        status(401, Reason.UNAUTHORIZED),
                        status(403, Reason.UNAUTHORIZED),
                        status(404, Reason.REQUEST_REFUSED),
                        status(302, Reason.GARBLED),
                        status(201, Reason.GARBLED),
                        fault("silence", Reason.TIMEOUT, ALL, (_, line) -> line.awaitLeave()),
                        fault("hang up at once", Reason.CUT, ALL, (_, line) -> line.reset()),
                        fault(
                                "HTML 200",
                                Reason.GARBLED,
                                ALL,
                                (_, line) ->
                                        line.send(
                                                StubProvider.head(200, "text/html")
                                                        + "\r\n<html>Sign in</html>")),
                        fault(
                                "no content type",
                                Reason.GARBLED,
                                ALL,
                                (_, line) -> line.send("HTTP/1.1 200 X\r\n\r\n{}")),
                        fault(
                                "not HTTP",
                                Reason.GARBLED,
                                ALL,
                                (_, line) -> line.send("SSH-2.0-OpenSSH_9.6\r\n\r\n")),
                        fault(
                                "the other form of answer",
                                Reason.GARBLED,
                                STREAMS,
                                (_, line) ->
                                        line.send(
                                                StubProvider.json(
                                                        200, PLAIN.formatted("\"stop\"")))),
                        fault(
                                "an empty 200",
                                Reason.GARBLED,
                                WHOLE,
                                (_, line) -> line.send(StubProvider.json(200, ""))),
                        fault(
                                "an error in a 200",
                                Reason.GARBLED,
                                WHOLE,
                                (_, line) ->
                                        line.send(
                                                StubProvider.json(
                                                        200, "{\"error\":{\"message\":\"no\"}}"))),
                        fault(
                                "no choices",
                                Reason.GARBLED,
                                WHOLE,
                                (_, line) -> line.send(StubProvider.json(200, "{\"choices\":[]}"))),
                        fault(
                                "no finish reason",
                                Reason.CUT,
                                WHOLE,
                                (_, line) ->
                                        line.send(StubProvider.json(200, PLAIN.formatted("null")))),
                        fault(
                                "half a body",
                                Reason.CUT,
                                WHOLE,
                                (_, line) ->
                                        line.send(
                                                StubProvider.head(200, "application/json")
                                                        + "Content-Length: 500\r\n\r\n"
                                                        + "{\"choices\"")),
                        fault(
                                "something after the JSON",
                                Reason.GARBLED,
                                WHOLE,
                                (_, line) ->
                                        line.send(
                                                StubProvider.json(
                                                        200, PLAIN.formatted("\"stop\"") + "{}"))),
                        fault(
                                "9 MB of JSON",
                                Reason.GARBLED,
                                WHOLE,
                                (_, line) ->
                                        line.send(
                                                StubProvider.json(
                                                        200,
                                                        PLAIN.formatted("\"stop\"")
                                                                .replace(
                                                                        "Hi",
                                                                        "x".repeat(9 << 20))))),
                        fault(
                                "50 MB",
                                Reason.GARBLED,
                                ALL,
                                (piece, line) -> {
                                    line.send(
                                            StubProvider.head(
                                                            200,
                                                            piece.isEmpty()
                                                                    ? "application/json"
                                                                    : "text/event-stream")
                                                    + "\r\n");
                                    var mega = "x".repeat(1 << 20);
                                    for (var i = 0; i < 50; i++) {
                                        line.send(
                                                piece.isEmpty()
                                                        ? mega
                                                        : "data: " + piece + "\n\n:" + mega
                                                                + "\n\n");
                                    }
                                }),
                        stream("an empty stream", Reason.CUT),
                        stream(
                                "an error first",
                                Reason.GARBLED,
                                "{\"error\":{\"message\":\"no\"}}"),
                        stream("an error later", Reason.GARBLED, "PIECE", "{\"error\":\"no\"}"),
                        stream("cut after a piece", Reason.CUT, "PIECE"),
                        stream("DONE without a finish", Reason.CUT, "PIECE", "[DONE]"),
                        stream("nothing but DONE", Reason.CUT, "[DONE]"),
                        stream("not JSON", Reason.GARBLED, "PIECE", "{oops", LAST, "[DONE]"),
                        stream("half JSON", Reason.GARBLED, "PIECE", "{\"choices\":[{"),
                        stream("a list", Reason.GARBLED, "[1]", "[DONE]"),
                        stream("strange choices", Reason.GARBLED, "{\"choices\":7}", "[DONE]"),
                        stream(
                                "a strange index",
                                Reason.GARBLED,
                                "{\"choices\":[{\"index\":99999,\"delta\":{}}]}"),
                        fault(
                                "cut inside an event",
                                Reason.CUT,
                                STREAMS,
                                (piece, line) ->
                                        line.send(
                                                StubProvider.events(piece)
                                                        + "data: "
                                                        + LAST.substring(0, 20))),
                        fault(
                                "a reset after a piece",
                                Reason.CUT,
                                STREAMS,
                                (piece, line) -> {
                                    line.send(StubProvider.events(piece));
                                    Thread.sleep(50);
                                    line.reset();
                                }),
                        fault(
                                "silence after a piece",
                                Reason.TIMEOUT,
                                STREAMS,
                                (piece, line) -> {
                                    line.send(StubProvider.events(piece));
                                    line.awaitLeave();
                                }),
                        fault(
                                "a drip without end",
                                Reason.TIMEOUT,
                                STREAMS,
                                (piece, line) -> {
                                    line.send(StubProvider.events(piece));
                                    while (true) {
                                        line.send(": still here\n\n");
                                        Thread.sleep(50);
                                    }
                                }),
                        fault(
                                "an event without end",
                                Reason.GARBLED,
                                STREAMS,
                                (piece, line) -> {
                                    line.send(StubProvider.events(piece) + "data: ");
                                    for (var i = 0; i < 20; i++) {
                                        line.send("x".repeat(1 << 20));
                                    }
                                }))
                .flatMap(fault -> fault.modes().stream().map(mode -> Arguments.of(fault, mode)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("faults")
    void endsInAStateWithAName(Fault fault, Mode mode) throws Exception {
        var piece = Map.of(Mode.PLAIN, "", Mode.STREAM, PIECE, Mode.TOOL, TOOL_PIECE).get(mode);
        try (var stub = new StubProvider((_, line) -> fault.reply().send(piece, line))) {
            var call = ModelFixtures.call(body(mode), Duration.ofSeconds(3));
            var timeouts = fault.reasons().contains(Reason.TIMEOUT) ? SILENCE : CALM;
            var start = System.nanoTime();

            var failure =
                    catchThrowableOfType(CallFailed.class, () -> make(stub, call, mode, timeouts));

            assertThat(failure).as("not a clean end").isNotNull();
            assertThat(failure.reason()).isIn(fault.reasons());
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(4));
            assertThat(failure.getMessage()).doesNotContain(ModelFixtures.CANARY);
            var repeats = Set.of(Reason.RATE_LIMITED, Reason.UPSTREAM_ERROR);
            assertThat(stub.requests()).hasSize(repeats.contains(failure.reason()) ? 3 : 1);
        }
    }

    @Test
    void missesAChoiceThatNeverBegan() throws Exception {
        try (var stub = StubProvider.saying(StubProvider.events(PIECE, LAST))) {
            var call = ModelFixtures.call(body(Mode.STREAM).put("n", 2));

            var failure =
                    catchThrowableOfType(CallFailed.class, () -> make(stub, call, Mode.STREAM));

            assertThat(failure.reason()).isEqualTo(Reason.CUT);
        }
    }

    @ParameterizedTest
    @MethodSource("streamsThatBegan")
    void chargesForWhatCame(String... data) throws Exception {
        try (var stub = StubProvider.saying(StubProvider.events(data))) {
            var call = ModelFixtures.call(body(Mode.STREAM));

            var failure =
                    catchThrowableOfType(CallFailed.class, () -> make(stub, call, Mode.STREAM));

            assertThat(failure.usage().input()).isPositive();
            assertThat(failure.usage().output()).isPositive();
            assertThat(failure.usage().estimated()).isTrue();
        }
    }

    static Stream<Arguments> streamsThatBegan() {
        return Stream.of(
                Arguments.of((Object) new String[] {PIECE}),
                Arguments.of((Object) new String[] {PIECE, "{oops"}),
                Arguments.of((Object) new String[] {PIECE, "[DONE]"}));
    }

    /** The provider has read it, and likely charges for that. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("endsBeforeTheFirstPiece")
    void chargesForAQuestionThatWasSent(String name, Mode mode, StubProvider.Script reply)
            throws Exception {
        try (var stub = new StubProvider(reply)) {
            var call = ModelFixtures.call(body(mode), Duration.ofSeconds(3));

            var failure = catchThrowableOfType(CallFailed.class, () -> make(stub, call, mode));

            assertThat(failure.usage())
                    .isEqualTo(new TokenUsage(Tokens.ofRequest(call.body()), 0, 0, true));
        }
    }

    static Stream<Arguments> endsBeforeTheFirstPiece() {
        return Stream.of(
                end("silence", Mode.PLAIN, (_, line) -> line.awaitLeave()),
                end("silence", Mode.STREAM, (_, line) -> line.awaitLeave()),
                end("hang up", Mode.PLAIN, (_, line) -> line.reset()),
                end("hang up", Mode.STREAM, (_, line) -> line.reset()),
                end(
                        "half an answer",
                        Mode.PLAIN,
                        (_, line) -> {
                            line.send(StubProvider.head(200, "application/json") + "\r\n{");
                            line.awaitLeave();
                        }),
                end("an empty stream", Mode.STREAM, (_, line) -> line.send(StubProvider.events())),
                end(
                        "no choice yet",
                        Mode.STREAM,
                        (_, line) -> line.send(StubProvider.events("{\"choices\":[]}"))));
    }

    private static Arguments end(String name, Mode mode, StubProvider.Script reply) {
        return Arguments.of(name, mode, reply);
    }

    @Test
    void chargesNothingWhenNothingCame() throws Exception {
        try (var stub = StubProvider.saying(StubProvider.json(500, "{}"))) {
            var failure =
                    catchThrowableOfType(
                            CallFailed.class,
                            () -> make(stub, ModelFixtures.call(body(Mode.STREAM)), Mode.STREAM));

            assertThat(failure.usage()).isEqualTo(TokenUsage.NONE);
        }
    }

    private static void make(StubProvider stub, ModelCall call, Mode mode) throws CallFailed {
        make(stub, call, mode, HASTY);
    }

    private static void make(StubProvider stub, ModelCall call, Mode mode, Timeouts timeouts)
            throws CallFailed {
        var outgoing = openAi(stub, call, timeouts);
        if (mode == Mode.PLAIN) {
            outgoing.answer();
        } else {
            read(outgoing.stream());
        }
    }

    private static ObjectNode body(Mode mode) {
        var body = ModelFixtures.asking("What weather has Bangkok?");
        if (mode == Mode.TOOL) {
            body.putArray("tools")
                    .addObject()
                    .put("type", "function")
                    .putObject("function")
                    .put("name", "weather");
        }
        return body;
    }

    private static Fault status(int status, Reason reason) {
        return fault(
                "status " + status,
                reason,
                ALL,
                (_, line) ->
                        line.send(
                                StubProvider.json(
                                        status,
                                        "{\"error\":{\"message\":\"The key "
                                                + ModelFixtures.CANARY
                                                + " is bad\"}}",
                                        "Location: http://127.0.0.1:1/")));
    }

    private static Fault stream(String name, Reason reason, String... data) {
        return fault(
                name,
                reason,
                STREAMS,
                (piece, line) ->
                        line.send(
                                StubProvider.events(
                                        Arrays.stream(data)
                                                .map(it -> it.equals("PIECE") ? piece : it)
                                                .toArray(String[]::new))));
    }

    private static Fault fault(String name, Reason reason, Set<Mode> modes, Reply reply) {
        return new Fault(name, Set.of(reason), modes, reply);
    }
}
