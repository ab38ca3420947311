package dev.baton.agent;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static dev.baton.agent.AgentFixtures.asking;
import static dev.baton.agent.AgentFixtures.demo;
import static dev.baton.agent.AgentFixtures.json;
import static dev.baton.agent.AgentFixtures.nothing;
import static dev.baton.agent.AgentFixtures.read;
import static dev.baton.agent.AgentFixtures.settings;
import static dev.baton.agent.AgentFixtures.text;
import static dev.baton.agent.HttpAgents.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TestPeople;
import dev.baton.model.CallFailed.Reason;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.tenant.Actor;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.node.ObjectNode;

/** What {@link AgentKind} promises, kept by every kind there is. */
@Tag("database")
@SpringBootTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class AgentKindContractTests {

    @RegisterExtension static final RemoteAgent REMOTE = new RemoteAgent();

    @Autowired private AgentRegistry registry;
    @Autowired private AgentKinds kinds;
    @Autowired private TestPeople people;

    private Actor owner;

    @BeforeEach
    void somebody() {
        owner = TestPeople.operator(people.tenant().id());
        REMOTE.answers(okJson("{\"output\": \"Two invoices.\"}"));
        REMOTE.stubFor(get("/agent").willReturn(ok()));
    }

    /** A configuration with which each kind works; a new kind needs one here. */
    private Map<String, ObjectNode> configurations() {
        return Map.of("echo", nothing(), "http", REMOTE.secured(), "prompt", demo());
    }

    Stream<String> names() {
        return kinds.all().stream().map(AgentKind::name);
    }

    @Test
    void everyKindIsHeldToIt() {
        assertThat(names()).containsExactlyInAnyOrderElementsOf(configurations().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void answersForWhatItSaidAtMost(String kind) throws Exception {
        var call = prepared(kind);

        var answer = call.answer();

        assertThat(answer.body().path("object").asString()).isEqualTo("chat.completion");
        assertThat(answer.body().at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(text(answer)).isNotBlank();
        assertThat(answer.usage().input()).isPositive();
        assertThat(answer.usage().output()).isPositive();
        assertThat(call.costNanos(answer.usage())).isBetween(0L, call.worstCaseNanos());
    }

    @ParameterizedTest
    @MethodSource("names")
    void streamsTheSame(String kind) throws Exception {
        var whole = text(prepared(kind).answer());

        try (var stream = prepared(kind).stream()) {
            assertThat(read(stream)).isEqualTo(whole);
            assertThat(stream.usage().output()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void endsWhenItIsCancelled(String kind) throws Exception {
        var early = prepared(kind);
        early.cancel();
        assertThat(reasonOf(early::answer)).isEqualTo(Reason.CANCELLED);

        try (var stream = prepared(kind).stream()) {
            stream.next();
            stream.cancel();

            assertThat(reasonOf(() -> read(stream))).isEqualTo(Reason.CANCELLED);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysWhetherItCouldAnswer(String kind) {
        var agent = agent(kind);

        assertThat(kinds.of(agent).check(agent).usable()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("names")
    void tellsWhatItIsWithoutItsSecrets(String kind) {
        var agent = agent(kind);
        var call = kinds.of(agent).prepare(agent, asking(owner.tenant(), "Hi", Map.of()));

        assertThat(agent.kind()).isEqualTo(kind);
        assertThat(call.model()).isNotBlank();
        assertThat(kinds.of(agent).variables(agent)).isEmpty();
        assertThat(kinds.shownConfiguration(agent).toString())
                .doesNotContain(RemoteAgent.SECRET, RemoteAgent.SIGNING);
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesTheFieldThatItDoesNotKnow(String kind) {
        var wanted = configurations().get(kind).put("unheard_of", true);

        assertThatExceptionOfType(AgentRefused.class)
                .isThrownBy(() -> create(kind, wanted))
                .satisfies(
                        refused ->
                                assertThat(refused.faults())
                                        .extracting(AgentFault::field)
                                        .containsExactly("configuration.unheard_of"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void refusesARequestThatAsksNothingBeforeAnythingIsSpent(String kind) {
        var agent = agent(kind);
        var soon = Instant.now().plusSeconds(30);
        var asked = asking(owner.tenant(), json("{}"), Map.of(), soon);

        assertThatExceptionOfType(RuleRefused.class)
                .isThrownBy(() -> kinds.of(agent).prepare(agent, asked));
    }

    private PreparedCall prepared(String kind) {
        var agent = agent(kind);
        return kinds.of(agent).prepare(agent, asking(owner.tenant(), "What is open?", Map.of()));
    }

    private Agent agent(String kind) {
        return create(kind, configurations().get(kind));
    }

    private Agent create(String kind, ObjectNode configuration) {
        var name = kind + "-" + TestPeople.unique();
        return registry.create(new NewAgent(kind, settings(name), configuration), owner);
    }
}
