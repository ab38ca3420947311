package dev.baton.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.AgentLimits;
import dev.baton.agent.ExpectedCosts;
import dev.baton.identity.key.KeyFixture;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.model.ExchangeDesk;
import dev.baton.model.NewRate;
import dev.baton.platform.Ids;
import dev.baton.prompt.PromptContent;
import dev.baton.prompt.PromptDraft;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptName;
import dev.baton.prompt.PromptVariable;
import dev.baton.prompt.VariableType;
import dev.baton.tenant.TenantId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Who answers, and what the decision says about everybody who did not. */
@Tag("database")
@ServerTest
class SelectionPathTests {

    @Autowired private MessageFixture fixture;
    @Autowired private PromptLibrary prompts;
    @Autowired private ExchangeDesk exchange;
    @Autowired private ExpectedCosts costs;
    @Autowired private JdbcTemplate jdbc;

    private TenantId tenant;
    private Caller caller;

    @BeforeEach
    void somebody() {
        tenant = fixture.tenant(1_000_000, null);
        caller = fixture.caller(tenant);
    }

    @Test
    void letsTheAgentAnswerThatIsNamed() {
        var cheap = fixture.echo(tenant, "cheap", 1, "code");
        fixture.echo(tenant, "dear", 9_000, "code");

        var byName = ask("'agent':'dear'");
        var byId = ask("'agent':'" + cheap.id().value() + "'");

        assertThat(byName.at("/agent/name").asString()).isEqualTo("dear");
        assertThat(byId.at("/agent/name").asString()).isEqualTo("cheap");
        var decision = decision(byName);
        assertThat(decision.at("/explanation/asked").asString()).isEqualTo("agent");
        assertThat(decision.path("subject")).isEqualTo(byName.path("id"));
        assertThat(reasons(decision)).isEqualTo(Map.of("dear", "chosen", "cheap", "not_asked_for"));
    }

    @Test
    void letsTheBestWithTheCapabilityAnswer() {
        fixture.echo(tenant, "cheap", 1_000, "code");
        fixture.echo(tenant, "dear", 9_000, "code");
        fixture.echo(tenant, "poet", 1, "poems");
        fixture.disable(fixture.echo(tenant, "off", 1, "code"));

        var message = ask("'capability':'code'");

        assertThat(message.at("/agent/name").asString()).isEqualTo("cheap");
        var decision = decision(message);
        assertThat(decision.at("/explanation/asked").asString()).isEqualTo("capability");
        assertThat(decision.at("/explanation/wish").asString()).isEqualTo("code");
        assertThat(reasons(decision))
                .isEqualTo(
                        Map.of(
                                "cheap", "chosen",
                                "dear", "lower_score",
                                "poet", "lacks_capability",
                                "off", "disabled"));
        for (var candidate : decision.at("/explanation/candidates")) {
            if (candidate.path("name").asString().equals("dear")) {
                assertThat(candidate.at("/parts/cost").asDouble()).isEqualTo(0.111);
                assertThat(candidate.path("score").asDouble()).isBetween(0.5, 0.99);
            }
        }
    }

    @Test
    void letsAnybodyAnswerWhoFits() {
        fixture.echo(tenant, "cheap", 1_000);
        fixture.echo(tenant, "dear", 9_000);

        var message = ask("'variables':{}");

        assertThat(message.at("/agent/name").asString()).isEqualTo("cheap");
        assertThat(decision(message).at("/explanation/asked").asString()).isEqualTo("fit");
    }

    @Test
    void passesOverAnAgentWhosePromptNeedsAVariable() {
        topical();
        fixture.echo(tenant, "dear", 9_000);

        var message = ask("'agent':null");

        assertThat(message.at("/agent/name").asString()).isEqualTo("dear");
        var decision = decision(message);
        assertThat(reasons(decision))
                .isEqualTo(Map.of("dear", "chosen", "topical", "needs_variable"));
        var passedOver = decision.at("/explanation/candidates/1");
        assertThat(passedOver.path("detail").asString()).isEqualTo("topic");
        assertThat(passedOver.path("score").asDouble())
                .isGreaterThan(decision.at("/explanation/candidates/0/score").asDouble());
        assertThat(passedOver.path("parts")).hasSize(4);
    }

    @Test
    void passesOverAnAgentThatDoesNotTakeAVariable() {
        fixture.demo(tenant, "plain");
        topical();

        // Who has not answered yet counts as the quickest, and is looked at first.
        ask("'agent':'topical','variables':{'topic':'tea'}");

        var decision = decision(ask("'variables':{'topic':'tea'}"));

        assertThat(reasons(decision))
                .isEqualTo(Map.of("topical", "chosen", "plain", "refuses_variable"));
    }

    @Test
    void comparesCostsInTheCallersCurrency() {
        exchange.set(new NewRate("KHR", null, new BigDecimal(4_000)), KeyFixture.OPERATOR);
        payIn("KHR");
        fixture.echo(tenant, "own", 9_000_000, "code");
        fixture.sharedEcho(tenant, 9_000, "code");

        var message = ask("'capability':'code'");

        assertThat(message.at("/agent/name").asString()).isEqualTo("own");
        assertThat(decision(message).at("/explanation/candidates/1/parts/cost").asDouble())
                .isEqualTo(0.25);
    }

    @Test
    void passesOverAnAgentWhosePriceHasNoRate() {
        payIn("MRU"); // nobody gives a rate for it
        fixture.echo(tenant, "own", 9_000);
        var shared = fixture.sharedEcho(tenant, 1, "code");

        var message = ask("'agent':null");

        assertThat(message.at("/agent/name").asString()).isEqualTo("own");
        assertThat(reasons(decision(message)))
                .isEqualTo(Map.of("own", "chosen", shared.name(), "no_exchange_rate"));
        assertThat(ask("'capability':'code'", 409).path("candidates"))
                .extracting(one -> one.path("reason").asString())
                .containsExactlyInAnyOrder("lacks_capability", "no_exchange_rate");
        assertThat(ask("'agent':'" + shared.name() + "'", 422).path("code").asString())
                .isEqualTo("price_not_convertible");
    }

    @Test
    void expectsNothingElseBecauseOfCallsInAnotherCurrency() {
        var elsewhere = fixture.payingIn("MRU");
        var shared = fixture.sharedDemo(tenant, elsewhere);
        ask("'agent':'" + shared.name() + "'");
        var before = costs.of(shared, tenant).orElseThrow();

        var more = "{'agent':'%s','input':'%s'}".formatted(shared.name(), "much more ".repeat(50));
        assertThat(fixture.caller(elsewhere).client().ask(more).status()).isEqualTo(200);

        assertThat(before).isPositive();
        assertThat(costs.of(shared, tenant)).contains(before);
        assertThat(costs.of(shared, elsewhere).orElseThrow()).isGreaterThan(before);
    }

    @Test
    void namesTheVariableThatEveryAgentLacks() {
        topical();
        fixture.disable(fixture.echo(tenant, "off", 0));

        for (var how : List.of("'agent':null", "'agent':'topical'")) {
            var refusal = ask(how, 422);

            assertThat(refusal.path("code").asString()).isEqualTo("variable_missing");
            assertThat(refusal.at("/errors/0/field").asString()).isEqualTo("variables.topic");
        }
        var message = ask("'variables':{'topic':'tea'}");
        assertThat(message.at("/agent/name").asString()).isEqualTo("topical");
    }

    @Test
    void saysOfEachAgentWhyItCannotAnswer() {
        fixture.echo(tenant, "poet", 1, "poems");
        fixture.disable(fixture.echo(tenant, "off", 1, "code"));

        var refusal = caller.client().ask("{'capability':'code','input':'x'}");

        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.json().path("candidates"))
                .extracting(one -> one.path("agent").asString() + " " + one.path("reason").asString())
                .containsExactlyInAnyOrder("poet lacks_capability", "off disabled");
    }

    @Test
    void saysWhyTheNamedAgentCannotAnswer() {
        fixture.disable(fixture.echo(tenant, "off", 1));

        var refusal = caller.client().ask("{'agent':'off','input':'x'}");

        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.json().path("code").asString()).isEqualTo("agent_disabled");
        assertThat(refusal.json().path("reason").asString()).isEqualTo("disabled");
    }

    @Test
    void saysThatAnAgentWhoseConnectionIsGoneIsInactive() {
        var agent = fixture.remote(tenant, "remote", "http://127.0.0.1:59009/v1", MessageFixture.HASTY);
        fixture.switchOffConnection(agent);

        var refusal = caller.client().ask("{'agent':'remote','input':'x'}");

        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.json().path("code").asString()).isEqualTo("agent_inactive");
    }

    @Test
    void passesOverAnAgentWithoutAFreePlace() throws Exception {
        fixture.limited(tenant, "narrow", new AgentLimits(1, 1_000, Duration.ofSeconds(20), 0));
        var busy = fixture.busy("narrow", tenant);
        try (busy) {
            var refusal = caller.client().ask("{'input':'x'}");

            assertThat(refusal.status()).isEqualTo(409);
            assertThat(refusal.json().at("/candidates/0/reason").asString())
                    .isEqualTo("at_capacity");
        }
        assertThat(ask("'agent':null").at("/agent/name").asString()).isEqualTo("narrow");
    }

    @Test
    void remembersOnceAMinuteThatNoAgentFitted() {
        fixture.echo(tenant, "poet", 1, "poems");

        caller.client().ask("{'capability':'code','input':'x'}");
        caller.client().ask("{'capability':'code','input':'x'}");

        var id = await().until(this::refusals, found -> found.size() == 1).getFirst();
        var decision = caller.client().get("/api/v1/decisions/" + id).json();
        assertThat(decision.at("/explanation/wish").asString()).isEqualTo("code");
        assertThat(reasons(decision)).isEqualTo(Map.of("poet", "lacks_capability"));
    }

    @Test
    void saysHowManyOthersNobodyAskedFor() {
        for (var number = 0; number < 23; number++) {
            fixture.echo(tenant, "agent-" + number, 0);
        }

        var decision = decision(ask("'agent':'agent-0'"));

        assertThat(reasons(decision)).hasSize(21);
        assertThat(decision.at("/explanation/left_out").asInt()).isEqualTo(2);
    }

    @Test
    void neverChoosesAnotherTenantsAgent() {
        fixture.echo(fixture.tenant(100, null), "stranger", 1, "code");

        assertThat(caller.client().ask("{'agent':'stranger','input':'x'}").status()).isEqualTo(404);
        assertThat(caller.client().ask("{'capability':'code','input':'x'}").status())
                .isEqualTo(409);
    }

    @Test
    void showsNobodyElsesDecision() {
        fixture.echo(tenant, "echo", 0);
        var id = ask("'agent':'echo'").path("decision_id").asString();

        var stranger = fixture.caller().client().get("/api/v1/decisions/" + id);

        assertThat(stranger.status()).isEqualTo(404);
        assertThat(stranger.json().path("code").asString()).isEqualTo("decision_not_found");
    }

    private void payIn(String currency) {
        tenant = fixture.payingIn(currency);
        caller = fixture.caller(tenant);
    }

    private List<UUID> refusals() {
        return jdbc.query(
                "SELECT id FROM decision WHERE tenant_id = ? AND agent_id IS NULL",
                (row, _) -> Ids.fromBytes(row.getBytes(1)),
                Ids.bytes(tenant.value()));
    }

    /** An agent whose prompt needs a topic beside the input that every question has. */
    private void topical() {
        var needed =
                Stream.of("input", "topic")
                        .map(each -> PromptVariable.required(each, VariableType.STRING, ""))
                        .toList();
        var content = PromptContent.text("{{input}} About {{topic}}.", needed);
        var prompt =
                prompts.create(
                                new PromptName("Topical", ""),
                                new PromptDraft(content, ""),
                                KeyFixture.owner(tenant))
                        .prompt();
        fixture.templated(tenant, "topical", prompt.value());
    }

    private JsonNode ask(String how) {
        return ask(how, 200);
    }

    private JsonNode ask(String how, int status) {
        var answer = caller.client().ask("{" + how + ",'input':'x'}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json();
    }

    private JsonNode decision(JsonNode message) {
        return caller.client()
                .get("/api/v1/decisions/" + message.path("decision_id").asString())
                .json();
    }

    private static Map<String, String> reasons(JsonNode decision) {
        var reasons = new HashMap<String, String>();
        for (var candidate : decision.at("/explanation/candidates")) {
            reasons.put(candidate.path("name").asString(), candidate.path("reason").asString());
        }
        return reasons;
    }
}
