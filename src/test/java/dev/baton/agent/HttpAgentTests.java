package dev.baton.agent;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.baton.agent.AgentFixtures.asking;
import static dev.baton.agent.AgentFixtures.json;
import static dev.baton.agent.AgentFixtures.read;
import static dev.baton.agent.AgentFixtures.text;
import static dev.baton.agent.HttpAgents.NO_RETRY;
import static dev.baton.agent.HttpAgents.TWO_RETRIES;
import static dev.baton.agent.HttpAgents.reasonOf;
import static dev.baton.agent.RemoteAgent.SECRET;
import static dev.baton.agent.RemoteAgent.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.baton.TestPeople;
import dev.baton.model.CallFailed.Reason;
import dev.baton.model.CallFailed;
import dev.baton.model.TokenUsage;
import dev.baton.tenant.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The contract of docs/http-agents.md against a web server: calls, streams and faults. */
@Tag("database")
@SpringBootTest
@Timeout(60)
class HttpAgentTests {

    @RegisterExtension static final RemoteAgent REMOTE = new RemoteAgent();

    @Autowired private HttpAgents agents;
    @Autowired private AgentKinds kinds;
    @Autowired private TestPeople people;

    private TenantId tenant;

    @BeforeEach
    void somebody() {
        tenant = people.tenant().id();
    }

    @Test
    void sendsTheQuestionAndTakesTheAnswer() throws Exception {
        REMOTE.answers(
                okJson(
                        """
                        {"output": "Two invoices.", "finish_reason": "length",
                         "usage": {"input_tokens": 120, "output_tokens": 14}}
                        """));
        var agent = agents.create(tenant, NO_RETRY, REMOTE.secured());
        var body = AgentFixtures.body("What is open?").put("temperature", 0.5);
        var asked = asking(tenant, body, Map.of("region", "eu"), soon());

        var answer = kinds.of(agent).prepare(agent, asked).answer();

        assertThat(text(answer)).isEqualTo("Two invoices.");
        assertThat(answer.body().at("/choices/0/finish_reason").asString()).isEqualTo("length");
        assertThat(answer.usage().input()).isEqualTo(120);
        assertThat(answer.usage().output()).isEqualTo(14);
        assertThat(answer.usage().estimated()).isFalse();
        REMOTE.verify(
                postRequestedFor(urlEqualTo("/agent"))
                        .withHeader("Idempotency-Key", equalTo(asked.id().toString()))
                        .withHeader("X-Secret", equalTo(SECRET))
                        .withHeader("traceparent", equalTo(asked.trace().traceparent()))
                        .withHeader("Accept", equalTo("application/json"))
                        .withRequestBody(matchingJsonPath("$.input", equalTo("What is open?")))
                        .withRequestBody(matchingJsonPath("$.agent", equalTo(agent.name())))
                        .withRequestBody(matchingJsonPath("$.variables.region", equalTo("eu")))
                        .withRequestBody(matchingJsonPath("$.parameters.temperature"))
                        .withRequestBody(matchingJsonPath("$.messages[0].role", equalTo("user")))
                        .withRequestBody(matchingJsonPath("$.stream", equalTo("false")))
                        .withRequestBody(
                                matchingJsonPath(
                                        "$.tenant_id", equalTo(tenant.toString()))));
    }

    @Test
    void countsForItselfWhatTheAgentDoesNotTell() throws Exception {
        REMOTE.answers(okJson("{\"output\": \"Two invoices are open.\"}"));

        var answer = agents.call(agent(NO_RETRY), "What is open?").answer();

        assertThat(answer.usage().estimated()).isTrue();
        assertThat(answer.usage().input()).isPositive();
        assertThat(answer.usage().output()).isBetween(3L, 8L);
    }

    @Test
    void takesAnAnswerPieceByPiece() throws Exception {
        REMOTE.answers(
                events(
                        """
                        event: delta
                        data: {"text": "Two "}

                        event: thinking
                        data: {"anything": true}

                        event: delta
                        data: {"text": "invoices."}

                        event: done
                        data: {"finish_reason": "stop", "usage": {"input_tokens": 9, "output_tokens": 3}}

                        """));

        try (var stream = agents.call(streaming(NO_RETRY), "What is open?").stream()) {
            assertThat(read(stream)).isEqualTo("Two invoices.");
            assertThat(stream.usage().input()).isEqualTo(9);
            assertThat(stream.usage().output()).isEqualTo(3);
        }
        REMOTE.verify(
                postRequestedFor(urlEqualTo("/agent"))
                        .withHeader("Accept", equalTo("text/event-stream, application/json"))
                        .withRequestBody(matchingJsonPath("$.stream", equalTo("true"))));
    }

    @Test
    void streamsAWholeAnswerToo() throws Exception {
        REMOTE.answers(okJson("{\"output\": \"Two invoices.\"}"));

        for (var agent : new Agent[] {streaming(NO_RETRY), agent(NO_RETRY)}) {
            try (var stream = agents.call(agent, "What is open?").stream()) {
                assertThat(read(stream)).isEqualTo("Two invoices.");
            }
        }
    }

    @Test
    void noticesAStreamThatWasCut() throws Exception {
        REMOTE.answers(events("event: delta\ndata: {\"text\": \"Two invoi\"}\n\n"));

        try (var stream = agents.call(streaming(NO_RETRY), "What is open?").stream()) {
            var failure = catchThrowableOfType(CallFailed.class, () -> read(stream));

            assertThat(failure.reason()).isEqualTo(Reason.CUT);
            assertThat(failure.usage().output()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event: error\\ndata: {\"message\": \"no more\"} | UPSTREAM_ERROR",
                "event: delta\\ndata: {\"text\": 1} | GARBLED",
                "event: delta\\ndata: not json | GARBLED"
            })
    void endsAStreamThatGoesWrong(String event, Reason reason) throws Exception {
        REMOTE.answers(events(event.replace("\\n", "\n") + "\n\n"));

        try (var stream = agents.call(streaming(NO_RETRY), "What is open?").stream()) {
            assertThat(reasonOf(() -> read(stream))).isEqualTo(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[1]", "{\"answer\": \"x\"}", "{\"output\": 1}"})
    void callsAnAnswerGarbledThatIsNone(String body) {
        REMOTE.answers(okJson(body));

        assertThat(reasonOf(() -> agents.call(agent(NO_RETRY), "Hi").answer())).isEqualTo(Reason.GARBLED);
    }

    @ParameterizedTest
    @CsvSource({
        "400, REQUEST_REFUSED, 1",
        "404, REQUEST_REFUSED, 1",
        "401, UNAUTHORIZED, 1",
        "403, UNAUTHORIZED, 1",
        "302, GARBLED, 1",
        "204, GARBLED, 1",
        "408, UPSTREAM_ERROR, 3",
        "409, UPSTREAM_ERROR, 3",
        "429, RATE_LIMITED, 3",
        "500, UPSTREAM_ERROR, 3",
        "503, UPSTREAM_ERROR, 3"
    })
    void triesAgainWhereThatMayHelp(int status, Reason reason, int attempts) {
        REMOTE.answers(
                aResponse()
                        .withStatus(status)
                        .withHeader("Retry-After", "0")
                        .withBody("{\"error\": {\"message\": \"because\"}}"));

        var failure =
                catchThrowableOfType(
                        CallFailed.class, () -> agents.call(agent(TWO_RETRIES), "Hi").answer());

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.status()).hasValue(status);
        assertThat(failure.usage().input() + failure.usage().output()).isZero();
        REMOTE.verify(attempts, postRequestedFor(urlEqualTo("/agent")));
    }

    @Test
    void succeedsAtASecondAttemptUnderTheSameKey() throws Exception {
        REMOTE.stubFor(
                post("/agent")
                        .inScenario("recovers")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "0"))
                        .willSetStateTo("well"));
        REMOTE.stubFor(
                post("/agent")
                        .inScenario("recovers")
                        .whenScenarioStateIs("well")
                        .willReturn(okJson("{\"output\": \"back\"}")));

        assertThat(text(agents.call(agent(TWO_RETRIES), "Hi").answer())).isEqualTo("back");

        assertThat(REMOTE.findAll(postRequestedFor(urlEqualTo("/agent"))))
                .extracting(request -> request.getHeader("Idempotency-Key"))
                .hasSize(2)
                .containsOnly(
                        REMOTE.findAll(postRequestedFor(urlEqualTo("/agent")))
                                .getFirst()
                                .getHeader("Idempotency-Key"));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void failsWhenTheConnectionBreaks(Fault fault) {
        REMOTE.answers(aResponse().withFault(fault));

        assertThat(reasonOf(() -> agents.call(agent(NO_RETRY), "Hi").answer()))
                .isIn(Reason.CUT, Reason.GARBLED, Reason.UNREACHABLE);
    }

    @Test
    void waitsNoLongerThanItsDeadline() {
        REMOTE.answers(okJson("{\"output\": \"late\"}").withFixedDelay(5_000));
        var agent = agent(TWO_RETRIES);
        var hasty =
                asking(
                        tenant,
                        AgentFixtures.body("Hi"),
                        Map.of(),
                        Instant.now().plusMillis(400));

        var late =
                catchThrowableOfType(
                        CallFailed.class, () -> kinds.of(agent).prepare(agent, hasty).answer());

        assertThat(late.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(late.usage().input()).as("it has reached the agent").isPositive();
        REMOTE.verify(1, postRequestedFor(urlEqualTo("/agent")));
        var past =
                asking(
                        tenant,
                        AgentFixtures.body("Hi"),
                        Map.of(),
                        Instant.now().minusSeconds(1));
        var never =
                catchThrowableOfType(
                        CallFailed.class, () -> kinds.of(agent).prepare(agent, past).answer());
        assertThat(never.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(never.usage()).isEqualTo(TokenUsage.NONE);
    }

    @Test
    void endsWhenItIsCancelled() throws Exception {
        REMOTE.answers(okJson("{\"output\": \"late\"}").withFixedDelay(20_000));
        var call = agents.call(agent(NO_RETRY), "Hi");
        var reason = new CompletableFuture<Reason>();
        Thread.startVirtualThread(() -> reason.complete(reasonOf(call::answer)));
        await().untilAsserted(() -> REMOTE.verify(1, postRequestedFor(urlEqualTo("/agent"))));

        call.cancel();

        assertThat(reason.get()).isEqualTo(Reason.CANCELLED);
        var early = agents.call(agent(NO_RETRY), "Hi");
        early.cancel();
        assertThat(reasonOf(early::answer)).isEqualTo(Reason.CANCELLED);
        REMOTE.verify(1, postRequestedFor(urlEqualTo("/agent")));
    }

    @Test
    void endsTheWaitForAnotherAttemptWhenItIsCancelled() throws Exception {
        REMOTE.answers(aResponse().withStatus(429).withHeader("Retry-After", "20"));
        var call = agents.call(agent(TWO_RETRIES), "Hi");
        var reason = new CompletableFuture<Reason>();
        Thread.startVirtualThread(() -> reason.complete(reasonOf(call::answer)));
        await().untilAsserted(() -> REMOTE.verify(1, postRequestedFor(urlEqualTo("/agent"))));

        call.cancel();

        assertThat(reason.get()).isEqualTo(Reason.CANCELLED);
        REMOTE.verify(1, postRequestedFor(urlEqualTo("/agent")));
    }

    @Test
    void believesNoCountOfTokensThatCannotBe() throws Exception {
        REMOTE.answers(
                okJson(
                        """
                        {"output": "ok",
                         "usage": {"input_tokens": 9223372036854775807,
                                   "output_tokens": 9223372036854775807}}
                        """));

        var usage = agents.call(agents.create(tenant, NO_RETRY, REMOTE.secured()), "Hi").answer().usage();

        assertThat(usage.input()).isEqualTo(1_000_000_000);
        assertThat(usage.output()).isEqualTo(1_000_000_000);
    }

    private Agent agent(AgentLimits limits) {
        return agents.create(tenant, limits, REMOTE.plain());
    }

    private Agent streaming(AgentLimits limits) {
        return agents.create(tenant, limits, REMOTE.streaming());
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(30);
    }
}
