package dev.baton.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.baton.TestPeople;
import dev.baton.agent.Agent;
import dev.baton.agent.AgentLimits;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentSettings;
import dev.baton.agent.NewAgent;
import dev.baton.event.EventCatalogue;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.ledger.Budgets;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each event that tenants are promised, from what really causes it to the outside system. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class RealCausesTests {

    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @RegisterExtension static final Receiver RECEIVER = new Receiver();

    @Autowired private MockMvcTester mvc;
    @Autowired private WebhookBench bench;
    @Autowired private WebhookDesk desk;
    @Autowired private AgentRegistry agents;
    @Autowired private ApiKeys keys;
    @Autowired private Budgets budgets;
    @Autowired private EventCatalogue catalogue;
    @Autowired private JsonMapper json;
    private TenantId tenant;
    private Actor owner;
    private String secret;

    @BeforeEach
    void listen() {
        RECEIVER.resetAll();
        RECEIVER.answers(200);
        tenant = bench.tenant();
        owner = TestPeople.operator(tenant);
        var settings =
                new EndpointSettings(
                        RECEIVER.url(),
                        "",
                        List.of("message.*", "agent.*", "key.*", "budget.*", "tenant.*"),
                        List.of());
        secret = desk.create(tenant, settings, owner).secret();
    }

    @Test
    void anAnswerTellsOfItself() throws Exception {
        echo(AgentSettings.DEFAULT_COST, AgentLimits.DEFAULT.rateLimit());

        assertThat(ask(key(null))).hasStatusOk();

        var data = awaitEvent("message.completed");
        assertThat(data.path("agent").asString()).isEqualTo("echo");
        assertThat(data.path("status").asString()).isEqualTo("completed");
    }

    @Test
    void aFailedAnswerTellsOfItself() throws Exception {
        RECEIVER.answers("/agent", aResponse().withStatus(500));
        agents.create(
                new NewAgent(
                        "http",
                        settings("echo", AgentSettings.DEFAULT_COST, 100),
                        json.createObjectNode().put("url", RECEIVER.url("/agent"))),
                owner);

        assertThat(ask(key(null)).getResponse().getStatus()).isGreaterThanOrEqualTo(500);

        var data = awaitEvent("message.failed");
        assertThat(data.path("error").asString()).isNotEmpty();
    }

    @Test
    void aChangedAgentTellsOfItself() throws Exception {
        var agent = echo(AgentSettings.DEFAULT_COST, 100);

        agents.disable(agent.id(), owner);

        var data = awaitEvent("agent.updated");
        assertThat(data.path("change").asString()).isEqualTo("disabled");
        assertThat(data.path("agent_id").asString()).isEqualTo(agent.id().value().toString());
    }

    @Test
    void aRevokedKeyTellsOfItself() throws Exception {
        var wish = new NewKey("Web shop", Set.of("messages:write"), null, null);
        var issued = keys.issue(tenant, wish, owner);

        keys.revoke(issued.key().id(), owner);

        var data = awaitEvent("key.revoked");
        assertThat(data.path("name").asString()).isEqualTo("Web shop");
        assertThat(data.toString()).doesNotContain(issued.token());
    }

    @Test
    void aRotatedKeyTellsOfItself() throws Exception {
        var wish = new NewKey("Web shop", Set.of("messages:write"), null, null);
        var issued = keys.issue(tenant, wish, owner);

        var heir = keys.rotate(issued.key().id(), Duration.ofHours(1), owner);

        var data = awaitEvent("key.rotated");
        assertThat(data.path("successor_id").asString())
                .isEqualTo(heir.key().id().value().toString());
        assertThat(data.toString()).doesNotContain(heir.token());
    }

    @Test
    void aBudgetThatIsNearlySpentTellsOfItself() throws Exception {
        echo(400_000_000, 100);
        budgets.limit(tenant, OptionalLong.of(1_000_000_000), owner);
        var token = key(null);

        assertThat(ask(token)).hasStatusOk();
        assertThat(ask(token)).hasStatusOk();

        var data = awaitEvent("budget.threshold_reached");
        assertThat(data.path("percent").asInt()).isIn(50, 80);
        assertThat(data.path("limit").asString()).startsWith("1.0");
    }

    @Test
    void aLimitThatRefusesTellsOfItselfOnce() throws Exception {
        echo(AgentSettings.DEFAULT_COST, 100);
        var token = key(1);
        ask(token);

        for (var call = 0; call < 20; call++) {
            assertThat(ask(token)).hasStatus(429);
        }

        var data = awaitEvent("tenant.limit_reached");
        assertThat(data.path("code").asString()).isEqualTo("rate_limited");
        await().during(Duration.ofMillis(600))
                .until(() -> bodies("tenant.limit_reached").size() == 1);
    }

    private Agent echo(long cost, int rate) {
        return agents.create(
                new NewAgent("echo", settings("echo", cost, rate), json.createObjectNode()), owner);
    }

    private static AgentSettings settings(String name, long cost, int rate) {
        return new AgentSettings(
                name,
                "",
                AgentSettings.FIRST_RELEASE,
                new TreeSet<>(List.of("echo")),
                new AgentLimits(5, rate, Duration.ofSeconds(10), 0),
                cost);
    }

    private String key(Integer requestsPerMinute) {
        var scopes = Set.of(Permission.MESSAGES_WRITE.wire(), Permission.MESSAGES_READ.wire());
        return keys.issue(tenant, new NewKey("Shop", scopes, null, requestsPerMinute), owner)
                .token();
    }

    private MvcTestResult ask(String token) {
        return mvc.post()
                .uri("/api/v1/messages")
                .header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .content("{\"agent\":\"echo\",\"input\":\"hello\"}")
                .exchange();
    }

    /** The data of the first such event that arrives, signed and as its schema says. */
    private JsonNode awaitEvent(String type) throws Exception {
        await().atMost(Duration.ofSeconds(15)).until(() -> !bodies(type).isEmpty());
        for (var request : RECEIVER.received("/hook")) {
            Receiver.verify(request, secret);
        }
        var data = bodies(type).getFirst().path("data");
        var schema = catalogue.find(type).orElseThrow().schema();
        assertThat(
                        SCHEMAS.getSchema(schema.toString(), InputFormat.JSON)
                                .validate(data.toString(), InputFormat.JSON))
                .isEmpty();
        return data;
    }

    private List<JsonNode> bodies(String type) {
        return RECEIVER.received("/hook").stream()
                .map(request -> json.readTree(request.getBodyAsString()))
                .filter(body -> body.path("type").asString().equals(type))
                .toList();
    }
}
