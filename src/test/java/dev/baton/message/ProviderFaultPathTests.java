package dev.baton.message;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.baton.ledger.Budgets;
import dev.baton.ledger.UsageRow;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.model.Timeouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever a provider does, callers never see a clean end of an answer that has none. */
@Tag("database")
@ServerTest
class ProviderFaultPathTests {

    private static final String PIECE =
            "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"one two\"}}]}\n\n";

    private static final String FINISH =
            "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

    @RegisterExtension
    static final WireMockExtension PROVIDER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Autowired private MessageFixture fixture;
    @Autowired private Budgets budgets;

    private Caller caller;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
    }

    static Stream<Arguments> wholeFaults() {
        return Stream.of(
                fault("busy", 429, "provider_rate_limited", () -> json(429, "{}").withHeader("Retry-After", "3600")),
                fault("broken", 502, "provider_error", () -> json(500, "{\"error\":{\"message\":\"oh\"}}")),
                fault("refuses our key", 502, "provider_unauthorized", () -> json(401, "{}")),
                fault("refuses the request", 422, "provider_refused_request", () -> json(400, "{\"error\":{\"message\":\"no such tool\"}}")),
                fault("too slow", 504, "provider_timeout", () -> json(200, "{}").withFixedDelay(6_000)),
                fault("speaks HTML", 502, "provider_garbled", () -> aResponse().withHeader("Content-Type", "text/html").withBody("<h1>Welcome</h1>")),
                fault("talks garbage", 502, "provider_garbled", () -> json(200, "{\"choices\":")),
                fault("has no choices", 502, "provider_garbled", () -> json(200, "{\"choices\":[]}")),
                fault("gives no finish reason", 502, "provider_cut", () -> json(200, "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"x\"}}]}")),
                fault("hangs up", 502, "provider_cut", () -> aResponse().withFault(Fault.EMPTY_RESPONSE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholeFaults")
    void tellsWhatWentWrongInsteadOfAnAnswer(
            String name, int status, String code, Supplier<ResponseDefinitionBuilder> response) {
        provider(response.get());

        var ours = caller.client().ask("{'agent':'remote','input':'hello'}");
        var openAis =
                caller.client()
                        .complete("{'model':'remote','messages':[{'role':'user','content':'x'}]}");

        assertThat(ours.status()).isEqualTo(status);
        assertThat(ours.json().path("code").asString()).isEqualTo(code);
        var named = caller.client().get("/api/v1/messages/" + ours.header("X-Baton-Message"));
        assertThat(named.json().path("decision_id").asString())
                .isEqualTo(ours.header("X-Baton-Decision"));
        assertThat(openAis.status()).isEqualTo(status);
        assertThat(openAis.json().at("/error/code").asString()).isEqualTo(code);
        var call = onlyCall(ours.trace());
        assertThat(call.status().wire()).isEqualTo("failed");
        assertThat(call.errorCode()).isEqualTo(code);
        assertMoneyIsRight(call);
        var message = caller.client().get("/api/v1/messages/" + call.message()).json();
        assertThat(message.path("status").asString()).isEqualTo("failed");
        assertThat(message.at("/error/code").asString()).isEqualTo(code);
    }

    @Test
    void passesOnHowLongAProviderWantsToBeLeftAlone() {
        provider(json(429, "{}").withHeader("Retry-After", "3600"));

        var refusal = caller.client().ask("{'agent':'remote','input':'hello'}");

        assertThat(refusal.header("Retry-After")).isEqualTo("3600");
    }

    @Test
    void asksAgainWhenTheProviderIsBackSoon() {
        PROVIDER.stubFor(any(anyUrl()).inScenario("once").willReturn(json(503, "{}")).willSetStateTo("back"));
        PROVIDER.stubFor(
                any(anyUrl())
                        .inScenario("once")
                        .whenScenarioStateIs("back")
                        .willReturn(
                                json(200, "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"fine\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}")));
        fixture.remote(caller.tenant(), "remote", PROVIDER.baseUrl() + "/v1", MessageFixture.HASTY);

        var answer = caller.client().ask("{'agent':'remote','input':'hello'}");

        assertThat(answer.json().path("output").asString()).isEqualTo("fine");
        var call = onlyCall(answer.trace());
        assertThat(call.tokensIn()).isEqualTo(5);
        assertThat(call.costNanos()).isEqualTo(5 * 1_000 + 2 * 2_000);
    }

    static Stream<Arguments> cutStreams() {
        return Stream.of(
                Arguments.of("no finish reason", PIECE, "provider_cut"),
                Arguments.of("[DONE] without a finish reason", PIECE + "data: [DONE]\n\n", "provider_cut"),
                Arguments.of("garbage", PIECE + "data: {\"choices\":\n\n", "provider_garbled"),
                Arguments.of("an error inside", PIECE + "data: {\"error\":{\"message\":\"overloaded\"}}\n\n", "provider_garbled"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cutStreams")
    void neverEndsACutStreamCleanly(String name, String body, String code) {
        provider(aResponse().withHeader("Content-Type", "text/event-stream").withBody(body));

        var ours = caller.client().ask("{'agent':'remote','input':'hello','stream':true}");
        var openAis =
                caller.client()
                        .complete(
                                "{'model':'remote','stream':true,'messages':[{'role':'user','content':'x'}]}");

        assertThat(ours.text()).contains("one two", "event: message.failed", code);
        assertThat(ours.text()).doesNotContain("message.completed", "finish_reason\":\"stop");
        assertThat(openAis.text()).contains("one two", "\"error\"", code);
        assertThat(openAis.text()).doesNotContain("[DONE]", "finish_reason\":\"stop");
        var call = onlyCall(ours.trace());
        assertThat(call.status().wire()).isEqualTo("failed");
        assertThat(call.tokensOut()).isPositive();
        assertMoneyIsRight(call);
    }

    @Test
    void aStreamThatFallsSilentEndsInAnError() throws Exception {
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            line.stream().say("one");
                            Thread.sleep(Duration.ofSeconds(20));
                        })) {
            fixture.remote(caller.tenant(), "silent", provider.url(), MessageFixture.HASTY);

            var answer = caller.client().ask("{'agent':'silent','input':'hello','stream':true}");

            assertThat(answer.text()).contains("message.failed", "provider_timeout");
            assertThat(onlyCall(answer.trace()).errorCode()).isEqualTo("provider_timeout");
        }
    }

    @Test
    void aCallerThatLeavesEndsTheCallUpstreamWithinASecondAndPaysForWhatCame() throws Exception {
        try (var provider = endless()) {
            fixture.remote(caller.tenant(), "endless", provider.url(), Timeouts.DEFAULT);
            var trace = leaveAfter("word", "{'agent':'endless','input':'hello','stream':true}");

            assertThat(provider.wasLeftWithin(1_000)).isTrue();
            var call = awaitCall(trace);
            assertThat(call.status().wire()).isEqualTo("cancelled");
            assertThat(call.tokensOut()).isPositive();
            assertThat(call.costNanos())
                    .isEqualTo(call.tokensIn() * 1_000 + call.tokensOut() * 2_000);
            assertNothingStaysReserved();
            assertThat(call.message()).isNotNull();
            var message = caller.client().get("/api/v1/messages/" + call.message()).json();
            assertThat(message.path("status").asString()).isEqualTo("cancelled");
            assertThat(message.path("output").asString()).startsWith("word");
        }
    }

    @Test
    void noticesWithinASecondThatACallerLeftWhileTheProviderIsSilent() throws Exception {
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            line.stream().say("word");
                            Thread.sleep(Duration.ofSeconds(8));
                            while (true) {
                                line.say("late");
                            }
                        })) {
            fixture.remote(caller.tenant(), "pausing", provider.url(), Timeouts.DEFAULT);
            var trace = leaveAfter("word", "{'agent':'pausing','input':'hello','stream':true}");
            var left = Instant.now();

            var call = awaitCall(trace);

            assertThat(call.status().wire()).isEqualTo("cancelled");
            assertThat(call.endedAt()).isBefore(left.plusSeconds(1));
        }
    }

    @Test
    void noticesThatACallerLeftBeforeTheFirstPiece() throws Exception {
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            line.stream();
                            while (true) {
                                line.comment();
                                Thread.sleep(20);
                            }
                        })) {
            fixture.remote(caller.tenant(), "thinking", provider.url(), Timeouts.DEFAULT);
            leaveAfter("started", "{'agent':'thinking','input':'hello','stream':true}");

            assertThat(provider.wasLeftWithin(2_000)).isTrue();
            await().untilAsserted(
                            () ->
                                    assertThat(fixture.allUsage(caller.tenant()))
                                            .singleElement()
                                            .satisfies(
                                                    call -> {
                                                        assertThat(call.status().wire())
                                                                .isEqualTo("cancelled");
                                                        assertThat(call.costNanos()).isPositive();
                                                    }));
            assertNothingStaysReserved();
        }
    }

    @Test
    void endsTheCallUpstreamAlsoWhenNothingWasSentToTheCallerWhoLeaves() throws Exception {
        try (var provider = new ScriptedProvider(ProviderFaultPathTests::slowlyWhole)) {
            fixture.remote(caller.tenant(), "slow", provider.url(), Timeouts.DEFAULT);
            try (var _ = caller.client().open("/api/v1/messages", "{'agent':'slow','input':'hello'}")) {
                await().until(() -> provider.calls() == 1);
            }

            assertThat(provider.wasLeftWithin(1_000)).isTrue();
            await().untilAsserted(
                            () -> assertThat(fixture.allUsage(caller.tenant())).hasSize(1));
            var call = fixture.allUsage(caller.tenant()).getFirst();
            assertThat(call.status().wire()).isEqualTo("cancelled");
            assertThat(call.costNanos()).isPositive();
            assertMoneyIsRight(call);
            var message = caller.client().get("/api/v1/messages/" + call.message()).json();
            assertThat(message.path("status").asString()).isEqualTo("cancelled");
        }
    }

    @Test
    void givesTheAnswerUnderAKeyToWhoeverComesBackForIt() throws Exception {
        var goOn = new CountDownLatch(1);
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            goOn.await();
                            line.json(
                                    "{'choices':[{'index':0,'message':{'content':'fine'},'finish_reason':'stop'}],'usage':{'prompt_tokens':5,'completion_tokens':2}}");
                        })) {
            fixture.remote(caller.tenant(), "slow", provider.url(), Timeouts.DEFAULT);
            var body = "{'agent':'slow','input':'hello'}";
            try (var _ = caller.client().open("/api/v1/messages", body, "Idempotency-Key", "order-1")) {
                await().until(() -> provider.calls() == 1);
            }
            goOn.countDown();

            var again =
                    await().until(
                                    () -> caller.client().ask(body, "Idempotency-Key", "order-1"),
                                    answer -> answer.status() != 409);

            assertThat(again.json().path("output").asString()).isEqualTo("fine");
            assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(provider.calls()).isEqualTo(1);
        }
    }

    /** Blanks may come before JSON; only a write shows who has left. */
    private static void slowlyWhole(ScriptedProvider.Line line) throws Exception {
        line.beginJson();
        while (true) {
            line.blank();
            Thread.sleep(20);
        }
    }

    @Test
    void tellsInTheStreamWhatFailedLongBeforeTheFirstPiece() throws Exception {
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            Thread.sleep(Duration.ofSeconds(2));
                            line.status(400, "{'error':{'message':'no such tool'}}");
                        })) {
            fixture.remote(caller.tenant(), "slow", provider.url(), Timeouts.DEFAULT);
            var body = "{'agent':'slow','input':'hello','stream':true}";

            var answer = caller.client().ask(body, "Idempotency-Key", "order-1");
            var again = caller.client().ask(body, "Idempotency-Key", "order-1");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).contains("message.failed", "provider_refused_request");
            assertThat(onlyCall(answer.trace()).status().wire()).isEqualTo("failed");
            assertThat(again.header("Idempotent-Replayed")).isEmpty();
            assertThat(provider.calls()).isEqualTo(2);
        }
    }

    private ScriptedProvider endless() throws IOException {
        return new ScriptedProvider(
                line -> {
                    line.stream();
                    while (true) {
                        line.say("word ");
                        Thread.sleep(20);
                    }
                });
    }

    /** Reads until the word has come, closes the connection, and tells the call's trace. */
    private String leaveAfter(String word, String body) throws IOException {
        try (var socket = caller.client().open("/api/v1/messages", body)) {
            var read = new StringBuilder();
            while (read.indexOf(word) < 0 || read.indexOf("message.started") < 0) {
                var buffer = new byte[4_096];
                var length = socket.getInputStream().read(buffer);
                assertThat(length).as(read.toString()).isPositive();
                read.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
            }
            var text = read.toString();
            var header = text.toLowerCase().indexOf("x-baton-message: ");
            return text.substring(header + 17, header + 53);
        }
    }

    private UsageRow awaitCall(String message) {
        return await().atMost(Duration.ofSeconds(10))
                .until(() -> callsOf(message), calls -> !calls.isEmpty())
                .getFirst();
    }

    private List<UsageRow> callsOf(String message) {
        var kept = caller.client().get("/api/v1/messages/" + message);
        return kept.status() == 404
                ? List.of()
                : fixture.usage(caller.tenant(), kept.json().path("trace_id").asString());
    }

    private UsageRow onlyCall(String trace) {
        var calls = fixture.usage(caller.tenant(), trace);
        assertThat(calls).hasSize(1);
        return calls.getFirst();
    }

    private void assertMoneyIsRight(UsageRow call) {
        assertThat(call.costNanos()).isEqualTo(call.tokensIn() * 1_000 + call.tokensOut() * 2_000);
        assertNothingStaysReserved();
    }

    private void assertNothingStaysReserved() {
        var spent =
                fixture.allUsage(caller.tenant()).stream().mapToLong(UsageRow::costNanos).sum();
        assertThat(budgets.current(caller.tenant()).spentNanos()).isEqualTo(spent);
        await().untilAsserted(() -> assertThat(budgets.reserved(caller.tenant())).isZero());
    }

    private void provider(ResponseDefinitionBuilder response) {
        PROVIDER.stubFor(any(anyUrl()).willReturn(response));
        fixture.remote(
                caller.tenant(), "remote", PROVIDER.baseUrl() + "/v1", MessageFixture.HASTY);
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    private static Arguments fault(
            String name, int status, String code, Supplier<ResponseDefinitionBuilder> response) {
        return Arguments.of(name, status, code, response);
    }
}
