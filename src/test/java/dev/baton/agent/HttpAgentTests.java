package dev.baton.agent;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import static dev.baton.agent.AgentFixtures.asking;
import static dev.baton.agent.AgentFixtures.json;
import static dev.baton.agent.AgentFixtures.limited;
import static dev.baton.agent.AgentFixtures.read;
import static dev.baton.agent.AgentFixtures.settings;
import static dev.baton.agent.AgentFixtures.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;

import dev.baton.SettableClock;
import dev.baton.TestPeople;
import dev.baton.model.CallFailed;
import dev.baton.model.CallFailed.Reason;
import dev.baton.tenant.Actor;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The contract of docs/http-agents.md against a web server. */
@Tag("database")
@SpringBootTest
@Timeout(60)
class HttpAgentTests {

    private static final String SECRET = "Bearer canary-4711";
    private static final String SIGNING = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final AgentLimits NO_RETRY =
            new AgentLimits(5, 100, Duration.ofSeconds(60), 0);
    private static final AgentLimits TWO_RETRIES =
            new AgentLimits(5, 100, Duration.ofSeconds(60), 2);

    private static final AgentProperties SETTINGS =
            new AgentProperties(
                    Duration.ofSeconds(1),
                    10,
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(95));

    @RegisterExtension
    static final WireMockExtension REMOTE =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Autowired private AgentRegistry registry;
    @Autowired private AgentKinds kinds;
    @Autowired private AgentStore store;
    @Autowired private TestPeople people;

    private Actor owner;

    @BeforeEach
    void somebody() {
        owner = TestPeople.operator(people.tenant().id());
    }

    @Test
    void sendsTheQuestionAndTakesTheAnswer() throws Exception {
        answering(
                okJson(
                        """
                        {"output": "Two invoices.", "finish_reason": "length",
                         "usage": {"input_tokens": 120, "output_tokens": 14}}
                        """));
        var agent = agent(NO_RETRY, secured());
        var body = AgentFixtures.body("What is open?").put("temperature", 0.5);
        var asked = asking(owner.tenant(), body, Map.of("region", "eu"), soon());

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
                                        "$.tenant_id", equalTo(owner.tenant().toString()))));
    }

    /** So that any library of Standard Webhooks can check it. */
    @Test
    void signsWhatItSends() throws Exception {
        answering(okJson("{\"output\": \"ok\"}"));
        var agent = agent(NO_RETRY, secured());

        call(agent, "Hi").answer();

        var request = REMOTE.findAll(postRequestedFor(urlEqualTo("/agent"))).getFirst();
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        Base64.getDecoder().decode(SIGNING.substring("whsec_".length())),
                        "HmacSHA256"));
        var signed =
                request.getHeader("webhook-id")
                        + "."
                        + request.getHeader("webhook-timestamp")
                        + "."
                        + request.getBodyAsString();
        assertThat(request.getHeader("webhook-signature"))
                .isEqualTo(
                        "v1,"
                                + Base64.getEncoder()
                                        .encodeToString(
                                                mac.doFinal(
                                                        signed.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void countsForItselfWhatTheAgentDoesNotTell() throws Exception {
        answering(okJson("{\"output\": \"Two invoices are open.\"}"));

        var answer = call(agent(NO_RETRY), "What is open?").answer();

        assertThat(answer.usage().estimated()).isTrue();
        assertThat(answer.usage().input()).isPositive();
        assertThat(answer.usage().output()).isBetween(3L, 8L);
    }

    @Test
    void takesAnAnswerPieceByPiece() throws Exception {
        answering(
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

        try (var stream = call(streaming(NO_RETRY), "What is open?").stream()) {
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
        answering(okJson("{\"output\": \"Two invoices.\"}"));

        for (var agent : new Agent[] {streaming(NO_RETRY), agent(NO_RETRY)}) {
            try (var stream = call(agent, "What is open?").stream()) {
                assertThat(read(stream)).isEqualTo("Two invoices.");
            }
        }
    }

    @Test
    void noticesAStreamThatWasCut() throws Exception {
        answering(events("event: delta\ndata: {\"text\": \"Two invoi\"}\n\n"));

        try (var stream = call(streaming(NO_RETRY), "What is open?").stream()) {
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
        answering(events(event.replace("\\n", "\n") + "\n\n"));

        try (var stream = call(streaming(NO_RETRY), "What is open?").stream()) {
            assertThat(reasonOf(() -> read(stream))).isEqualTo(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[1]", "{\"answer\": \"x\"}", "{\"output\": 1}"})
    void callsAnAnswerGarbledThatIsNone(String body) {
        answering(okJson(body));

        assertThat(reasonOf(() -> call(agent(NO_RETRY), "Hi").answer())).isEqualTo(Reason.GARBLED);
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
        answering(
                aResponse()
                        .withStatus(status)
                        .withHeader("Retry-After", "0")
                        .withBody("{\"error\": {\"message\": \"because\"}}"));

        var failure =
                catchThrowableOfType(
                        CallFailed.class, () -> call(agent(TWO_RETRIES), "Hi").answer());

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

        assertThat(text(call(agent(TWO_RETRIES), "Hi").answer())).isEqualTo("back");

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
        answering(aResponse().withFault(fault));

        assertThat(reasonOf(() -> call(agent(NO_RETRY), "Hi").answer()))
                .isIn(Reason.CUT, Reason.GARBLED, Reason.UNREACHABLE);
    }

    @Test
    void waitsNoLongerThanItsDeadline() {
        answering(okJson("{\"output\": \"late\"}").withFixedDelay(5_000));
        var agent = agent(TWO_RETRIES);
        var hasty =
                asking(
                        owner.tenant(),
                        AgentFixtures.body("Hi"),
                        Map.of(),
                        Instant.now().plusMillis(400));

        assertThat(reasonOf(() -> kinds.of(agent).prepare(agent, hasty).answer()))
                .isEqualTo(Reason.TIMEOUT);

        REMOTE.verify(1, postRequestedFor(urlEqualTo("/agent")));
        var past =
                asking(
                        owner.tenant(),
                        AgentFixtures.body("Hi"),
                        Map.of(),
                        Instant.now().minusSeconds(1));
        assertThat(reasonOf(() -> kinds.of(agent).prepare(agent, past).answer()))
                .isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void endsWhenItIsCancelled() throws Exception {
        answering(okJson("{\"output\": \"late\"}").withFixedDelay(20_000));
        var call = call(agent(NO_RETRY), "Hi");
        var reason = new CompletableFuture<Reason>();
        Thread.startVirtualThread(() -> reason.complete(reasonOf(call::answer)));
        await().untilAsserted(() -> REMOTE.verify(1, postRequestedFor(urlEqualTo("/agent"))));

        call.cancel();

        assertThat(reason.get()).isEqualTo(Reason.CANCELLED);
        var early = call(agent(NO_RETRY), "Hi");
        early.cancel();
        assertThat(reasonOf(early::answer)).isEqualTo(Reason.CANCELLED);
        REMOTE.verify(1, postRequestedFor(urlEqualTo("/agent")));
    }

    @Test
    void endsTheWaitForAnotherAttemptWhenItIsCancelled() throws Exception {
        answering(aResponse().withStatus(429).withHeader("Retry-After", "20"));
        var call = call(agent(TWO_RETRIES), "Hi");
        var reason = new CompletableFuture<Reason>();
        Thread.startVirtualThread(() -> reason.complete(reasonOf(call::answer)));
        await().untilAsserted(() -> REMOTE.verify(1, postRequestedFor(urlEqualTo("/agent"))));

        call.cancel();

        assertThat(reason.get()).isEqualTo(Reason.CANCELLED);
        REMOTE.verify(1, postRequestedFor(urlEqualTo("/agent")));
    }

    @Test
    void repeatsNoSecretThatTheAgentRepeats() {
        answering(
                aResponse()
                        .withStatus(400)
                        .withBody("{\"error\": \"wrong: " + SECRET + " and " + SIGNING + "\"}"));

        var failure =
                catchThrowableOfType(
                        CallFailed.class,
                        () -> call(agent(NO_RETRY, secured()), "Hi").answer());

        assertThat(failure.getMessage()).contains("wrong: •••").doesNotContain("canary", "MfKQ9");
    }

    @Test
    void storesSecretsSealedAndShowsOnlyThatTheyAreSet() {
        var agent = agent(NO_RETRY, secured());

        assertThat(agent.configuration().toString()).doesNotContain("canary", "MfKQ9");
        assertThat(kinds.shownConfiguration(agent).toString()).doesNotContain("canary", "MfKQ9");
        assertThat(kinds.shownConfiguration(agent).path("secret_set").asBoolean()).isTrue();
        assertThat(kinds.shownConfiguration(agent).path("signing_secret_set").asBoolean())
                .isTrue();
    }

    @Test
    void believesNoCountOfTokensThatCannotBe() throws Exception {
        answering(
                okJson(
                        """
                        {"output": "ok",
                         "usage": {"input_tokens": 9223372036854775807,
                                   "output_tokens": 9223372036854775807}}
                        """));

        var usage = call(agent(NO_RETRY, secured()), "Hi").answer().usage();

        assertThat(usage.input()).isEqualTo(1_000_000_000);
        assertThat(usage.output()).isEqualTo(1_000_000_000);
    }

    @Test
    void keepsASecretThatAnEditLeavesOutAndRemovesOneThatIsNull() throws Exception {
        answering(okJson("{\"output\": \"ok\"}"));
        var agent = agent(NO_RETRY, secured());
        var kept =
                edit(
                        agent,
                        json("{'url': '%s', 'secret_header': 'X-Secret'}".formatted(address())));
        call(kept, "Hi").answer();
        REMOTE.verify(
                postRequestedFor(urlEqualTo("/agent")).withHeader("X-Secret", equalTo(SECRET)));

        var removed =
                edit(
                        kept,
                        json(
                                "{'url': '%s', 'secret': null, 'signing_secret': null}"
                                        .formatted(address())));
        REMOTE.resetRequests();
        call(removed, "Hi").answer();
        REMOTE.verify(
                postRequestedFor(urlEqualTo("/agent"))
                        .withHeader("X-Secret", absent())
                        .withHeader("webhook-signature", absent()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1025/agent", "https://127.0.0.1:%d/agent"})
    void wantsTheSecretAgainWhenTheAddressMoves(String address) {
        var agent = agent(NO_RETRY, secured());
        var moved = address.formatted(REMOTE.getPort());

        assertThatExceptionOfType(AgentRefused.class)
                .isThrownBy(
                        () ->
                                edit(
                                        agent,
                                        json(
                                                "{'url': '%s', 'secret_header': 'X-Secret'}"
                                                        .formatted(moved))))
                .satisfies(
                        refused ->
                                assertThat(refused.faults())
                                        .extracting(AgentFault::field)
                                        .contains(
                                                "configuration.secret",
                                                "configuration.signing_secret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | url | required",
                "{'url': 'not an address'} | url | url_wanted",
                "{'url': 'ftp://example.com/'} | url | address_refused",
                "{'url': 'http://10.0.0.1/agent'} | url | address_refused",
                "{'url': 'http://169.254.169.254/'} | url | address_refused",
                "{'url': 'http://127.0.0.1:9999/', 'health_url': 'http://10.0.0.1/'} | health_url |"
                        + " address_refused",
                "{'url': 'http://127.0.0.1:9999/', 'secret': 'x'} | secret_header | secret_pair",
                "{'url': 'http://127.0.0.1:9999/', 'secret_header': 'X-A'} | secret | secret_pair",
                "{'url': 'http://127.0.0.1:9999/', 'secret_header': 'Host', 'secret': 'x'} |"
                        + " secret_header | header_refused",
                "{'url': 'http://127.0.0.1:9999/', 'secret_header': 'webhook-id', 'secret': 'x'} |"
                        + " secret_header | header_refused",
                "{'url': 'http://127.0.0.1:9999/', 'secret_header': 'X-A', 'secret': 'ä'} | secret"
                        + " | secret_refused",
                "{'url': 'http://127.0.0.1:9999/', 'stream': 'yes'} | stream | flag_wanted",
                "{'url': 7} | url | text_wanted",
                "{'url': 'http://127.0.0.1:9999/', 'uri': 'x'} | uri | unknown_field"
            })
    void refusesWhatCannotBe(String configuration, String field, String code) {
        assertThatExceptionOfType(AgentRefused.class)
                .isThrownBy(() -> agent(NO_RETRY, json(configuration)))
                .satisfies(
                        refused ->
                                assertThat(refused.faults())
                                        .anySatisfy(
                                                fault -> {
                                                    assertThat(fault.field())
                                                            .isEqualTo("configuration." + field);
                                                    assertThat(fault.code()).isEqualTo(code);
                                                }));
    }

    @ParameterizedTest
    @CsvSource({"200, true", "404, true", "405, true", "500, false", "503, false"})
    void takesAnyAnswerButAServerErrorForASignOfLife(int status, boolean alive) {
        REMOTE.stubFor(get("/agent").willReturn(aResponse().withStatus(status)));
        var agent = agent(NO_RETRY, secured());

        assertThat(kinds.of(agent).check(agent).usable()).isEqualTo(alive);

        REMOTE.verify(getRequestedFor(urlEqualTo("/agent")).withHeader("X-Secret", absent()));
    }

    @Test
    void asksItsHealthAddressWhenItHasOne() {
        REMOTE.stubFor(get("/health").willReturn(aResponse().withStatus(204)));
        var agent =
                agent(
                        NO_RETRY,
                        json(
                                "{'url': '%s', 'health_url': '%s'}"
                                        .formatted(address(), REMOTE.url("/health"))));

        assertThat(kinds.of(agent).check(agent).usable()).isTrue();
    }

    @Test
    void findsAnAddressWhereNobodyIs() {
        var agent = agent(NO_RETRY, json("{'url': 'http://127.0.0.1:59998/'}"));

        var condition = kinds.of(agent).check(agent);

        assertThat(condition.usable()).isFalse();
        assertThat(condition.finding()).isEqualTo("unreachable");
        assertThat(reasonOf(() -> call(agent, "Hi").answer())).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void hearsOfItsAgentsByAsking() {
        REMOTE.stubFor(get("/agent").willReturn(aResponse().withStatus(200)));
        var agent = agent(NO_RETRY);
        var clock = new SettableClock();
        var vitals = vitals(clock);
        var heartbeat = new AgentHeartbeat(store, kinds, vitals, SETTINGS);

        heartbeat.beat(in(Duration.ofSeconds(20)));
        assertThat(vitals.health(agent).lastHeartbeat()).isNotNull();
        REMOTE.stubFor(get("/agent").willReturn(aResponse().withStatus(503)));
        clock.advance(Duration.ofSeconds(96));
        heartbeat.beat(in(Duration.ofSeconds(20)));
        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.INACTIVE);

        REMOTE.stubFor(get("/agent").willReturn(aResponse().withStatus(200)));
        clock.advance(Duration.ofMinutes(2));
        heartbeat.beat(in(Duration.ofSeconds(20)));
        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.ACTIVE);
    }

    @Test
    void hearsOfOneTenantsAgentsThoughAnothersAnswerSlowly() {
        REMOTE.stubFor(get("/agent").willReturn(aResponse().withStatus(200)));
        REMOTE.stubFor(get("/slow").willReturn(aResponse().withStatus(200).withFixedDelay(2_500)));
        var slow = json("{'url': '%s'}".formatted(REMOTE.url("/slow")));
        var line = Stream.generate(() -> agent(NO_RETRY, slow)).limit(30).toList();
        owner = TestPeople.operator(people.tenant().id());
        var healthy = agent(NO_RETRY);
        var vitals = vitals(new SettableClock());

        new AgentHeartbeat(store, kinds, vitals, SETTINGS).beat(in(Duration.ofSeconds(2)));

        assertThat(vitals.health(healthy).lastHeartbeat()).isNotNull();
        assertThat(line)
                .filteredOn(agent -> vitals.health(agent).lastHeartbeat() != null)
                .hasSize(4);
    }

    private AgentVitals vitals(SettableClock clock) {
        return new AgentVitals(kinds, new AgentCapacity(SETTINGS, clock), SETTINGS, clock);
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private static void answering(ResponseDefinitionBuilder answer) {
        REMOTE.stubFor(post("/agent").willReturn(answer));
    }

    private static ResponseDefinitionBuilder events(String text) {
        return aResponse().withHeader("Content-Type", "text/event-stream").withBody(text);
    }

    private static String address() {
        return REMOTE.url("/agent");
    }

    private static ObjectNode secured() {
        return json(
                "{'url': '%s', 'secret_header': 'X-Secret', 'secret': '%s', 'signing_secret': '%s'}"
                        .formatted(address(), SECRET, SIGNING));
    }

    private Agent agent(AgentLimits limits) {
        return agent(limits, json("{'url': '%s'}".formatted(address())));
    }

    private Agent streaming(AgentLimits limits) {
        return agent(limits, json("{'url': '%s', 'stream': true}".formatted(address())));
    }

    private Agent agent(AgentLimits limits, ObjectNode configuration) {
        return registry.create(
                new NewAgent(
                        "http", limited("remote-" + TestPeople.unique(), limits), configuration),
                owner);
    }

    private Agent edit(Agent agent, ObjectNode configuration) {
        return registry.edit(
                agent.id(),
                agent.version(),
                new AgentEdit(settings(agent.name()), configuration),
                owner);
    }

    private PreparedCall call(Agent agent, String question) {
        return kinds.of(agent).prepare(agent, asking(owner.tenant(), question, Map.of()));
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(30);
    }

    private static Reason reasonOf(ThrowingCallable call) {
        return catchThrowableOfType(CallFailed.class, call).reason();
    }
}
