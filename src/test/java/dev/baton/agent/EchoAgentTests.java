package dev.baton.agent;

import static dev.baton.agent.AgentFixtures.asking;
import static dev.baton.agent.AgentFixtures.echo;
import static dev.baton.agent.AgentFixtures.json;
import static dev.baton.agent.AgentFixtures.nothing;
import static dev.baton.agent.AgentFixtures.read;
import static dev.baton.agent.AgentFixtures.settings;
import static dev.baton.agent.AgentFixtures.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.baton.TestPeople;
import dev.baton.model.CallFailed;
import dev.baton.model.CallFailed.Reason;
import dev.baton.model.TokenUsage;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Slug;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

@Tag("database")
@SpringBootTest
class EchoAgentTests {

    @Autowired private AgentRegistry registry;
    @Autowired private AgentKinds kinds;
    @Autowired private TenantDirectory tenants;
    @Autowired private TestPeople people;

    private Actor owner;
    private Agent agent;

    @BeforeEach
    void anAgent() {
        owner = TestPeople.operator(people.tenant().id());
        agent = registry.create(echo("echo"), owner);
    }

    @Test
    void answersWithTheQuestion() throws CallFailed {
        var call = prepared("Hello there");

        var answer = call.answer();

        assertThat(text(answer)).isEqualTo("Hello there");
        assertThat(answer.body().path("object").asString()).isEqualTo("chat.completion");
        assertThat(answer.body().at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(answer.body().at("/usage/total_tokens").asLong())
                .isEqualTo(answer.usage().input() + answer.usage().output());
        assertThat(call.model()).isEqualTo("echo");
        assertThat(call.promptVersion()).isEmpty();
    }

    @Test
    void streamsWordByWord() throws CallFailed {
        try (var stream = prepared("Hello  there,\nfriend ").stream()) {
            assertThat(read(stream)).isEqualTo("Hello  there,\nfriend ");
            assertThat(stream.usage().output()).isPositive();
            assertThat(stream.next()).isNull();
        }
    }

    @Test
    void countsAloudWhenAsked() throws CallFailed {
        var body = AgentFixtures.body("Hi");
        body.putObject("stream_options").put("include_usage", true);
        var call = prepared(asking(owner.tenant(), body, Map.of(), soon()));

        var last = "";
        try (var stream = call.stream()) {
            for (var chunk = stream.next(); chunk != null; chunk = stream.next()) {
                last = chunk.json();
            }
        }

        assertThat(AgentFixtures.JSON.readTree(last).at("/usage/completion_tokens").asLong())
                .isPositive();
    }

    @Test
    void endsWhenItIsCancelled() throws CallFailed {
        var before = prepared("Hello there");
        before.cancel();
        assertThat(reasonOf(before::answer)).isEqualTo(Reason.CANCELLED);

        var whileItComes = prepared("Hello there friend");
        try (var stream = whileItComes.stream()) {
            stream.next();
            stream.next();
            stream.cancel();

            assertThat(reasonOf(stream::next)).isEqualTo(Reason.CANCELLED);
            assertThat(stream.usage().output()).isPositive();
        }

        var early = prepared("Hello");
        early.cancel();
        try (var stream = early.stream()) {
            assertThat(reasonOf(stream::next)).isEqualTo(Reason.CANCELLED);
        }
    }

    /** Whoever reads slowly holds a place that others wait for. */
    @Test
    void leavesAReaderThatTakesTooLong() throws Exception {
        var hasty = new AgentLimits(10, 1_000, Duration.ofSeconds(1), 0);
        agent =
                registry.create(
                        new NewAgent("echo", AgentFixtures.limited("hasty", hasty), nothing()),
                        owner);
        try (var stream = prepared("Hello there friend").stream()) {
            stream.next();
            stream.next();
            Thread.sleep(1_100);

            assertThat(reasonOf(stream::next)).isEqualTo(Reason.CANCELLED);
            assertThat(stream.usage().output()).isEqualTo(1);
        }
    }

    @Test
    void saysWhatHasNoWordsInPieces() throws CallFailed {
        var text = "a".repeat(10_000) + " ".repeat(5_000) + "👩".repeat(1_000) + "\n\n";
        var said = new StringBuilder();
        try (var stream = prepared(text).stream()) {
            for (var chunk = stream.next(); chunk != null; chunk = stream.next()) {
                assertThat(chunk.json()).hasSizeLessThan(2_000);
                said.append(
                        AgentFixtures.JSON
                                .readTree(chunk.json())
                                .at("/choices/0/delta/content")
                                .asString(""));
            }
        }

        assertThat(said).hasToString(text);
    }

    @Test
    void refusesARequestThatAsksNothing() {
        for (var body :
                new String[] {
                    "{}",
                    "{'messages': 'hi'}",
                    "{'messages': []}",
                    "{'messages': [{'role': 'system', 'content': 'be kind'}]}"
                }) {
            assertThatExceptionOfType(MessagesMissing.class)
                    .as(body)
                    .isThrownBy(
                            () -> prepared(asking(owner.tenant(), json(body), Map.of(), soon())));
        }
    }

    @Test
    void costsItsPriceUnlessItWasNeverReached() {
        var call = prepared("Hello");

        assertThat(call.worstCaseNanos()).isEqualTo(AgentSettings.DEFAULT_COST);
        assertThat(call.costNanos(new TokenUsage(1, 0, 0, true)))
                .isEqualTo(AgentSettings.DEFAULT_COST);
        assertThat(call.costNanos(TokenUsage.NONE)).isZero();
    }

    @Test
    void isNeverFreeForWantOfAnExchangeRate() {
        var elsewhere =
                tenants.create(
                                new Slug("t-" + TestPeople.unique()),
                                "BWP", // nobody gives a rate for it
                                new TenantSettings(
                                        "Gaborone", Locale.ENGLISH, ZoneOffset.UTC),
                                TenantLimits.DEFAULTS,
                                TestPeople.operator(TenantId.PLATFORM))
                        .id();
        var operator = TestPeople.operator(TenantId.PLATFORM);
        var shared =
                registry.create(
                        new NewAgent(
                                "echo",
                                settings("shared-" + TestPeople.unique()),
                                nothing(),
                                true,
                                Set.of(elsewhere)),
                        operator);

        assertThatExceptionOfType(PriceNotConvertible.class)
                .isThrownBy(
                        () ->
                                kinds.of(shared)
                                        .prepare(shared, asking(elsewhere, "Hi", Map.of())));
        assertThat(
                        kinds.of(shared)
                                .prepare(shared, asking(owner.tenant(), "Hi", Map.of()))
                                .worstCaseNanos())
                .isEqualTo(AgentSettings.DEFAULT_COST);
    }

    @Test
    void hasNothingToConfigure() {
        assertThatExceptionOfType(AgentRefused.class)
                .isThrownBy(
                        () ->
                                registry.create(
                                        new NewAgent(
                                                "echo", settings("b"), json("{'loud': true}")),
                                        owner))
                .satisfies(
                        refused ->
                                assertThat(refused.faults())
                                        .extracting(AgentFault::field, AgentFault::code)
                                        .containsExactly(
                                                tuple(
                                                        "configuration.loud", "unknown_field")));
        assertThat(kinds.shownConfiguration(agent).isEmpty()).isTrue();
        assertThat(kinds.of(agent).variables(agent)).isEmpty();
        assertThat(kinds.of(agent).check(agent).usable()).isTrue();
    }

    private PreparedCall prepared(String question) {
        return prepared(asking(owner.tenant(), question, Map.of()));
    }

    private PreparedCall prepared(AgentCall call) {
        return kinds.of(agent).prepare(agent, call);
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(30);
    }

    private static Reason reasonOf(
            ThrowingCallable call) {
        return catchThrowableOfType(CallFailed.class, call).reason();
    }
}
