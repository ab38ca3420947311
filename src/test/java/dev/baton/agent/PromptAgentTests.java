package dev.baton.agent;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import static dev.baton.agent.AgentFixtures.DEMO;
import static dev.baton.agent.AgentFixtures.asking;
import static dev.baton.agent.AgentFixtures.body;
import static dev.baton.agent.AgentFixtures.demo;
import static dev.baton.agent.AgentFixtures.json;
import static dev.baton.agent.AgentFixtures.read;
import static dev.baton.agent.AgentFixtures.settings;
import static dev.baton.agent.AgentFixtures.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;

import dev.baton.TestPeople;
import dev.baton.model.CallFailed;
import dev.baton.model.ConnectionId;
import dev.baton.model.ConnectionSecrets;
import dev.baton.model.ConnectionSettings;
import dev.baton.model.Connections;
import dev.baton.model.InvalidField;
import dev.baton.model.ModelCatalogue;
import dev.baton.model.Price;
import dev.baton.model.ProviderKind;
import dev.baton.model.Timeouts;
import dev.baton.model.TokenUsage;
import dev.baton.prompt.PromptChoices;
import dev.baton.prompt.PromptContent;
import dev.baton.prompt.PromptDraft;
import dev.baton.prompt.PromptId;
import dev.baton.prompt.PromptInUse;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptMessage;
import dev.baton.prompt.PromptName;
import dev.baton.prompt.PromptRole;
import dev.baton.prompt.PromptVariable;
import dev.baton.prompt.TrialAgent;
import dev.baton.prompt.TrialField;
import dev.baton.prompt.VariableType;
import dev.baton.prompt.VariablesRefused;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Agents that render a template and ask a model; the model's provider is a stub. */
@Tag("database")
@SpringBootTest
@Timeout(60)
class PromptAgentTests {

    @RegisterExtension
    static final WireMockExtension PROVIDER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Autowired private AgentRegistry registry;
    @Autowired private AgentKinds kinds;
    @Autowired private AgentPromptUse promptUse;
    @Autowired private AgentVitals vitals;
    @Autowired private TrialFields trials;
    @Autowired private TrialAgents testers;
    @Autowired private PromptLibrary prompts;
    @Autowired private PromptChoices choices;
    @Autowired private Connections connections;
    @Autowired private ModelCatalogue models;
    @Autowired private TestPeople people;

    private Actor owner;

    @BeforeEach
    void somebody() {
        owner = TestPeople.operator(people.tenant().id());
        PROVIDER.stubFor(
                post(anyUrl())
                        .willReturn(
                                okJson(
                                        """
                                        {"id": "1", "object": "chat.completion", "model": "m",
                                         "choices": [{"index": 0, "finish_reason": "stop",
                                          "message": {"role": "assistant", "content": "Fine."}}],
                                         "usage": {"prompt_tokens": 20, "completion_tokens": 5,
                                          "total_tokens": 25}}
                                        """)));
    }

    @Test
    void rendersItsPromptAndAsksItsModel() throws Exception {
        var prompt = prompt("You sound {{tone}}.");
        var agent = agent(remote(json("{'prompt_id': '%s'}".formatted(prompt.value()))));

        var call = prepared(agent, body("How are you?"), Map.of("tone", "calm"));

        assertThat(text(call.answer())).isEqualTo("Fine.");
        assertThat(call.model()).isEqualTo("m");
        assertThat(call.promptVersion()).isPresent();
        PROVIDER.verify(
                postRequestedFor(anyUrl())
                        .withRequestBody(
                                matchingJsonPath(
                                        "$.messages[0].content", equalTo("You sound calm.")))
                        .withRequestBody(
                                matchingJsonPath("$.messages[1].content", equalTo("How are you?")))
                        .withRequestBody(matchingJsonPath("$.max_tokens", equalTo("300"))));
    }

    @Test
    void keepsItsPromptOutOfTheArchive() {
        var prompt = prompt("You sound {{tone}}.");
        var configuration = remote(json("{'prompt_id': '%s'}".formatted(prompt.value())));
        var agent = agent(configuration);

        assertThatThrownBy(() -> prompts.archive(prompt, owner))
                .isInstanceOf(PromptInUse.class)
                .hasMessageContaining(agent.name());

        registry.delete(agent.id(), owner);
        prompts.archive(prompt, owner);

        assertThat(choices.of(owner.tenant())).noneMatch(one -> one.id().equals(prompt));
        assertThatThrownBy(() -> agent(configuration))
                .isInstanceOf(AgentRefused.class)
                .hasMessageContaining("archived");
    }

    @Test
    void asksAgainAsOftenAsTheAgentAllows() {
        PROVIDER.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(503)));
        var limits = new AgentLimits(5, 100, Duration.ofSeconds(60), 1);
        var settings =
                new AgentSettings(
                        "p-" + TestPeople.unique(),
                        "",
                        AgentSettings.FIRST_RELEASE,
                        new TreeSet<>(),
                        limits,
                        0);
        var agent =
                registry.create(new NewAgent("prompt", settings, remote(json("{}"))), owner);

        assertThatThrownBy(() -> prepared(agent, body("Hi"), Map.of()).answer())
                .isInstanceOf(CallFailed.class);

        PROVIDER.verify(2, postRequestedFor(anyUrl()));
    }

    @Test
    void namesTheVariableThatIsMissing() {
        var prompt = prompt("You sound {{tone}}.");
        var agent = agent(remote(json("{'prompt_id': '%s'}".formatted(prompt.value()))));

        assertThatExceptionOfType(VariablesRefused.class)
                .isThrownBy(() -> prepared(agent, body("Hi"), Map.of()))
                .satisfies(
                        refused -> {
                            assertThat(refused.status()).isEqualTo(422);
                            assertThat(refused.code()).isEqualTo("variable_missing");
                            assertThat(refused.fields().getFirst().field())
                                    .isEqualTo("variables.tone");
                        });
    }

    @Test
    void refusesVariablesWhereThereIsNoPrompt() {
        var agent = agent(demo());

        assertThatExceptionOfType(VariablesRefused.class)
                .isThrownBy(() -> prepared(agent, body("Hi"), Map.of("tone", "calm")))
                .satisfies(
                        refused -> assertThat(refused.code()).isEqualTo("variable_unknown"));
        assertThatExceptionOfType(MessagesMissing.class)
                .isThrownBy(() -> prepared(agent, json("{}"), Map.of()));
    }

    @Test
    void letsPinnedParametersWinOverTheCallers() throws Exception {
        var agent = agent(remote(json("{'parameters': {'temperature': 0.2, 'seed': 7}}")));
        var body = body("Hi").put("temperature", 1.9).put("top_p", 0.5);

        prepared(agent, body, Map.of()).answer();

        PROVIDER.verify(
                postRequestedFor(anyUrl())
                        .withRequestBody(matchingJsonPath("$.temperature", equalTo("0.2")))
                        .withRequestBody(matchingJsonPath("$.seed", equalTo("7")))
                        .withRequestBody(matchingJsonPath("$.top_p", equalTo("0.5"))));
        assertThat(body.path("temperature").asDouble()).isEqualTo(1.9);
    }

    @Test
    void neverAsksForMoreOutputThanItAllows() throws Exception {
        var agent = agent(remote(json("{}")));

        prepared(agent, body("Hi").put("max_tokens", 5_000), Map.of()).answer();
        PROVIDER.verify(
                postRequestedFor(anyUrl())
                        .withRequestBody(matchingJsonPath("$.max_tokens", equalTo("300"))));
        PROVIDER.resetRequests();
        prepared(agent, body("Hi").put("max_completion_tokens", 10), Map.of()).answer();
        PROVIDER.verify(
                postRequestedFor(anyUrl())
                        .withRequestBody(
                                matchingJsonPath("$.max_completion_tokens", equalTo("10"))));
    }

    @Test
    void boundsWhatACallCanCostByItsLongestAnswer() {
        var agent = agent(remote(json("{}")));

        var unasked = prepared(agent, body("Hi"), Map.of()).worstCaseNanos();

        // 300 tokens at 2 nano-units each, and the few of the question at 1.
        assertThat(unasked).isBetween(600L, 640L);
        assertThat(prepared(agent, body("Hi").put("max_tokens", 9_000), Map.of()).worstCaseNanos())
                .isBetween(600L, 650L);
        assertThat(prepared(agent, body("Hi").put("max_tokens", 10), Map.of()).worstCaseNanos())
                .isBetween(20L, 60L);
        assertThat(prepared(agent, body("Hi").put("n", 3), Map.of()).worstCaseNanos())
                .isBetween(1_800L, 1_850L);
    }

    @ParameterizedTest
    @CsvSource({"0", "-3", "1.5", "'\"many\"'", "true"})
    void refusesAMaximumThatIsNone(String value) {
        var agent = agent(demo());
        var body = body("Hi");
        body.set("max_tokens", AgentFixtures.JSON.readTree(value));

        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> prepared(agent, body, Map.of()));
    }

    @Test
    void takesAMaximumOfNullForNone() {
        var body = body("Hi").putNull("max_tokens");

        assertThat(prepared(agent(remote(json("{}"))), body, Map.of()).worstCaseNanos())
                .isBetween(600L, 640L);
    }

    @Test
    void streamsAndCancelsLikeAnyOther() throws Exception {
        var agent = agent(demo());
        try (var stream = prepared(agent, body("Hi"), Map.of()).stream()) {
            assertThat(read(stream)).contains("Hi");
        }
        var call = prepared(agent, body("Hi"), Map.of());
        call.cancel();

        assertThatExceptionOfType(CallFailed.class).isThrownBy(call::answer);
        assertThat(call.costNanos(new TokenUsage(1_000, 0, 1_000, false)))
                .isPositive();
    }

    @Test
    void staysWithThePinnedVersionAndElseFollowsTheNewest() throws Exception {
        var prompt = prompt("First {{tone}}.");
        revise(prompt, "Second {{tone}}.");
        var pinned =
                agent(
                        remote(
                                json(
                                        "{'prompt_id': '%s', 'prompt_version': 1}"
                                                .formatted(prompt.value()))));
        var newest = agent(remote(json("{'prompt_id': '%s'}".formatted(prompt.value()))));

        prepared(pinned, body("Hi"), Map.of("tone", "a")).answer();
        prepared(newest, body("Hi"), Map.of("tone", "a")).answer();

        PROVIDER.verify(
                1,
                postRequestedFor(anyUrl())
                        .withRequestBody(
                                matchingJsonPath("$.messages[0].content", equalTo("First a."))));
        PROVIDER.verify(
                1,
                postRequestedFor(anyUrl())
                        .withRequestBody(
                                matchingJsonPath("$.messages[0].content", equalTo("Second a."))));
    }

    @Test
    void isInactiveWhileItsConnectionIsOff() {
        var configuration = remote(json("{}"));
        var agent = agent(configuration);
        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.ACTIVE);
        var connection =
                new ConnectionId(
                        owner.tenant(),
                        UUID.fromString(
                                configuration.path("connection_id").stringValue()));

        connections.switchOff(connection, owner);

        assertThat(vitals.health(agent).inactive().finding()).isEqualTo("connection_off");
        connections.switchOn(connection, owner);
        assertThat(vitals.status(agent)).isEqualTo(AgentStatus.ACTIVE);
    }

    @Test
    void letsTenantsUseASharedAgentWhoseConnectionTheyLack() throws Exception {
        owner = TestPeople.operator(TenantId.PLATFORM);
        var caller = people.tenant().id();
        var agent = shared(remote(json("{}")), caller);

        var call = kinds.of(agent).prepare(agent, asking(caller, "Hi", Map.of()));

        assertThat(text(call.answer())).isEqualTo("Fine.");
    }

    /** Who shares an agent with its template shares no bare model. */
    @Test
    void lendsItsModelToTemplatesOfItsOwnerAndOfThoseItHasNoneFor() {
        owner = TestPeople.operator(TenantId.PLATFORM);
        var caller = people.tenant().id();
        var prompt = prompt("You sound {{tone}}.");
        var bare = shared(demo(), caller);
        var bound = shared(demo().put("prompt_id", prompt.value().toString()), caller);

        assertThat(testers.of(caller))
                .extracting(TrialAgent::id)
                .contains(bare.id().value())
                .doesNotContain(bound.id().value());
        assertThat(testers.of(TenantId.PLATFORM))
                .extracting(TrialAgent::id)
                .contains(bare.id().value(), bound.id().value());
        assertThatExceptionOfType(AgentNotFound.class)
                .isThrownBy(() -> testers.get(caller, bound.id().value().toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'connection_id': null} | connection_id | required",
                "{'connection_id': 'x'} | connection_id | id_wanted",
                "{'connection_id': '01900000-0000-7000-8000-0000000000ff'} | connection_id |"
                        + " connection_unknown",
                "{'model': ''} | model | required",
                "{'model': 5} | model | text_wanted",
                "{'max_output_tokens': null} | max_output_tokens | required",
                "{'max_output_tokens': 0} | max_output_tokens | out_of_range",
                "{'max_output_tokens': 1000001} | max_output_tokens | out_of_range",
                "{'max_output_tokens': 'x'} | max_output_tokens | out_of_range",
                "{'parameters': 'x'} | parameters | object_wanted",
                "{'parameters': {'model': 'x'}} | parameters | parameter_refused",
                "{'parameters': {'max_tokens': 3}} | parameters | parameter_refused",
                "{'prompt_version': 1} | prompt_id | required",
                "{'prompt_id': '01900000-0000-7000-8000-0000000000ff'} | prompt_id |"
                        + " prompt_unknown",
                "{'temperature': 1} | temperature | unknown_field"
            })
    void refusesWhatCannotBe(String change, String field, String code) {
        var configuration = demo();
        json(change).properties().forEach(it -> configuration.set(it.getKey(), it.getValue()));

        assertThatExceptionOfType(AgentRefused.class)
                .isThrownBy(() -> agent(configuration))
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

    @Test
    void rendersNobodyElsesPrompt() {
        var stranger = TestPeople.operator(people.tenant().id());
        var foreign =
                prompts.create(
                                new PromptName("theirs", ""),
                                draft("You sound {{tone}}."),
                                stranger)
                        .prompt();
        var configuration = demo().put("prompt_id", foreign.value().toString());

        assertThatExceptionOfType(AgentRefused.class).isThrownBy(() -> agent(configuration));
    }

    @Test
    void tellsThePromptsPageWhoUsesIt() {
        var prompt = prompt("You sound {{tone}}.");
        var agent = agent(demo().put("prompt_id", prompt.value().toString()));

        assertThat(promptUse.usesOf(prompt))
                .singleElement()
                .satisfies(
                        use -> {
                            assertThat(use.name()).isEqualTo(agent.name());
                            assertThat(use.path()).isEqualTo("/agents/" + agent.id().value());
                        });
        assertThat(promptUse.countUses(prompt.tenant(), List.of(prompt.value())))
                .containsExactly(Map.entry(prompt.value(), 1L));
    }

    @Test
    void asksForItsVariablesInATrial() {
        var prompt = prompt("You sound {{tone}}.");
        var agent = agent(demo().put("prompt_id", prompt.value().toString()));

        assertThat(trials.of(agent))
                .extracting(TrialField::name, TrialField::required, TrialField::value)
                .containsExactly(
                        tuple("tone", true, "calm"),
                        tuple("loud", false, ""));
        assertThat(trials.of(agent).getLast().options()).containsExactly("true", "false");
        assertThat(trials.values(agent, Map.of("tone", "warm", "loud", "true", "other", "x")))
                .containsEntry("tone", "warm")
                .containsEntry("loud", true)
                .containsEntry("other", "x");
        assertThat(trials.values(agent, Map.of("tone", " ", "loud", ""))).isEmpty();
        assertThatExceptionOfType(VariablesRefused.class)
                .isThrownBy(() -> trials.values(agent, Map.of("loud", "very")));
    }

    @Test
    void showsItsConfigurationWithoutWhatIsOurs() {
        var agent = agent(demo());

        var shown = kinds.shownConfiguration(agent);

        assertThat(shown.path("connection_id").asString()).isEqualTo(DEMO);
        assertThat(shown.has("connection_owner")).isFalse();
    }

    private PreparedCall prepared(
            Agent agent, ObjectNode body, Map<String, Object> variables) {
        return kinds.of(agent)
                .prepare(
                        agent,
                        asking(
                                owner.tenant(),
                                body,
                                variables,
                                Instant.now().plusSeconds(30)));
    }

    private Agent shared(ObjectNode configuration, TenantId with) {
        return registry.create(
                new NewAgent(
                        "prompt",
                        settings("shared-" + TestPeople.unique()),
                        configuration,
                        true,
                        Set.of(with)),
                owner);
    }

    private Agent agent(ObjectNode configuration) {
        return registry.create(
                new NewAgent("prompt", settings("p-" + TestPeople.unique()), configuration),
                owner);
    }

    /** A configuration that asks the stub, with more to it. */
    private ObjectNode remote(ObjectNode more) {
        var connection =
                connections.create(
                        new ConnectionSettings(
                                ProviderKind.OPENAI,
                                "stub " + TestPeople.unique(),
                                PROVIDER.url("/v1"),
                                Timeouts.DEFAULT),
                        new ConnectionSecrets("sk-123", null),
                        owner);
        models.addPrice(
                connection,
                "m",
                new Price("USD", Instant.EPOCH, 1_000_000, 1_000_000, 1_000_000, 2_000_000),
                owner);
        more.put("connection_id", connection.value().toString());
        return more.put("model", "m").put("max_output_tokens", 300);
    }

    private PromptId prompt(String text) {
        return prompts.create(new PromptName("p-" + TestPeople.unique(), ""), draft(text), owner)
                .prompt();
    }

    private void revise(PromptId id, String text) {
        var prompt = prompts.get(id, owner);
        prompts.revise(
                id, prompt.version(), new PromptName(prompt.name(), ""), draft(text), owner);
    }

    private static PromptDraft draft(String text) {
        return new PromptDraft(
                PromptContent.chat(
                        List.of(new PromptMessage(PromptRole.SYSTEM, text)),
                        List.of(
                                new PromptVariable(
                                        "tone", VariableType.STRING, "", null, List.of(), "calm"),
                                PromptVariable.defaulted(
                                        "loud", VariableType.BOOLEAN, "", false))),
                "");
    }
}
