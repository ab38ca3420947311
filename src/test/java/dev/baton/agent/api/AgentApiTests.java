package dev.baton.agent.api;

import static dev.baton.tenant.Permission.AGENTS_READ;
import static dev.baton.tenant.Permission.AGENTS_WRITE;
import static dev.baton.tenant.Permission.MESSAGES_WRITE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.agent.AgentFixtures;
import dev.baton.agent.AgentId;
import dev.baton.agent.AgentVitals;
import dev.baton.model.ProviderBench;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Agents as scripts make, find, change and end them. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class AgentApiTests {

    private static final String AGENTS = "/api/v1/agents";

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private ProviderBench bench;
    @Autowired private AgentVitals vitals;

    private TenantId tenant;
    private String key;

    @BeforeEach
    void issueAKey() {
        tenant = people.tenant().id();
        key = bench.key(tenant, AGENTS_READ, AGENTS_WRITE);
    }

    @Test
    void createsAnAgentWithEverythingAndTellsWhereItIs() {
        var created =
                call(
                        HttpMethod.POST,
                        AGENTS,
                        """
                        {"name":"weather","kind":"echo","capabilities":["forecast","alerts"],
                         "metadata":{"version":"2.1.0","description":"Looks out of the window",
                           "max_concurrent_tasks":7,"rate_limit":70,"cost_per_request":0.0000000011},
                         "timeout_seconds":20,"retries":1}""");

        assertThat(created).hasStatus(201);
        var location = created.getResponse().getHeader("Location");
        var got = call(HttpMethod.GET, location, null);
        assertThat(tag(got)).startsWith("\"").isEqualTo(tag(created));
        var agent = json(got);
        assertThat(agent.path("metadata")).isEqualTo(json(created).path("metadata"));
        assertThat(location).isEqualTo(AGENTS + "/" + agent.path("agent_id").asString());
        assertThat(agent.path("capabilities").values())
                .extracting(JsonNode::asString)
                .containsExactly("alerts", "forecast");
        assertThat(agent.path("status").asString()).isEqualTo("active");
        var metadata = agent.path("metadata");
        assertThat(metadata.path("version").asString()).isEqualTo("2.1.0");
        assertThat(metadata.path("max_concurrent_tasks").asInt()).isEqualTo(7);
        assertThat(metadata.path("rate_limit").asInt()).isEqualTo(70);
        // A price is rounded up to a nano-unit, never to nothing.
        assertThat(metadata.path("cost_per_request").decimalValue())
                .isEqualByComparingTo("0.000000002");
    }

    @Test
    void findsAgentsByNameCapabilityKindAndStatus() {
        create("alpha", "forecast");
        var beta = create("beta", "translate");
        call(HttpMethod.DELETE, AGENTS + "/" + beta + "/activation", null);

        assertThat(names("?search=ALP")).containsExactly("alpha");
        assertThat(names("?capability=translate")).containsExactly("beta");
        assertThat(names("?status=inactive")).containsExactly("beta");
        assertThat(names("?kind=echo&status=active")).containsExactly("alpha");
        assertThat(names("?kind=http")).isEmpty();
    }

    @Test
    void listsPageByPage() {
        create("one");
        create("two");

        var first = json(call(HttpMethod.GET, AGENTS + "?limit=1&search=o&kind=echo", null));
        var cursor = first.path("next_cursor").asString("");

        assertThat(first.path("data")).hasSize(1);
        assertThat(cursor).isNotEmpty();
        assertThat(names("?limit=1&search=o&kind=echo&after=" + cursor)).containsExactly("two");
    }

    @Test
    void changesOnlyWhatIsNamed() {
        var path = AGENTS + "/" + create("steady", "forecast");
        var before = tag(call(HttpMethod.GET, path, null));

        var changed =
                call(
                        HttpMethod.PATCH,
                        path,
                        "{\"kind\":\"echo\",\"metadata\":{\"description\":\"Calm\"},\"retries\":0}");

        assertThat(changed).hasStatusOk();
        assertThat(tag(changed)).isNotEqualTo(before);
        assertThat(json(changed).at("/metadata/description").asString()).isEqualTo("Calm");
        assertThat(json(changed).path("name").asString()).isEqualTo("steady");
        assertThat(json(changed).path("capabilities")).hasSize(1);
    }

    /** Programs read these names, so a further one is a decision, too. */
    @Test
    void tellsJustTheFieldsOfTheRecord() {
        var id = create("record", "forecast");
        vitals.finished(
                new AgentId(tenant, UUID.fromString(id)), true, Duration.ofMillis(1_250));

        var agent = json(call(HttpMethod.GET, AGENTS + "/" + id, null));

        assertThat(agent.propertyNames())
                .containsExactlyInAnyOrder(
                        "agent_id", "name", "capabilities", "status", "metadata", "health");
        assertThat(agent.path("metadata"))
                .isEqualTo(
                        AgentFixtures.json(
                                "{'version':'1.0.0','description':'','max_concurrent_tasks':5,"
                                        + "'rate_limit':100,'cost_per_request':0.01}"));
        var health = agent.path("health");
        assertThat(health.propertyNames())
                .containsExactlyInAnyOrder("last_heartbeat", "success_rate", "avg_latency");
        assertThat(Instant.parse(health.path("last_heartbeat").asString()))
                .isBeforeOrEqualTo(Instant.now());
        assertThat(health.path("success_rate").asDouble()).isEqualTo(1);
        assertThat(health.path("avg_latency").asDouble()).as("milliseconds").isEqualTo(1_250);
    }

    @Test
    void tellsThePriceThatWasSetWhateverACallCost() {
        key = bench.key(tenant, AGENTS_READ, AGENTS_WRITE, MESSAGES_WRITE);
        var created =
                call(
                        HttpMethod.POST,
                        AGENTS,
                        """
                        {"name":"metered","kind":"prompt","metadata":{"cost_per_request":0.02},
                         "configuration":{"connection_id":"%s","model":"demo","max_output_tokens":9}}"""
                                .formatted(AgentFixtures.DEMO));
        assertThat(created).hasStatus(201);
        var path = AGENTS + "/" + json(created).path("agent_id").asString();
        assertThat(call(HttpMethod.POST, "/api/v1/messages", "{\"agent\":\"metered\",\"input\":\"Hi\"}"))
                .hasStatusOk();

        var seen = json(call(HttpMethod.GET, path, null)).path("metadata");
        var sentBack = AgentFixtures.nothing().set("metadata", seen);
        var changed = json(call(HttpMethod.PATCH, path, sentBack.toString()));

        assertThat(seen.path("cost_per_request").decimalValue()).isEqualByComparingTo("0.02");
        assertThat(changed.path("metadata")).isEqualTo(seen);
    }

    @Test
    void letsNobodyOverwriteWhatTheyHaveNotSeen() {
        var path = AGENTS + "/" + create("contested");
        var edit = "{\"metadata\":{\"description\":\"Mine\"}}";
        var seen = tag(call(HttpMethod.GET, path, null));

        assertThat(changeIf("W/" + seen, path, edit)).hasStatusOk();
        assertThat(changeIf(seen, path, edit).getResponse().getStatus()).isIn(409, 412);
        assertThat(changeIf("\"another's\"", path, edit).getResponse().getStatus())
                .isIn(409, 412);
    }

    @Test
    void tellsItsOwnerHowItIsMadeButNoSecret() {
        var created =
                call(
                        HttpMethod.POST,
                        AGENTS,
                        """
                        {"name":"remote","kind":"http","timeout_seconds":30,"configuration":
                          {"url":"https://agent.example/run","secret_header":"X-Token",
                           "secret":"quite secret"}}""");
        assertThat(created).hasStatus(201);
        var id = json(created).path("agent_id").asString();

        var shown = call(HttpMethod.GET, AGENTS + "/" + id + "/configuration", null);

        assertThat(json(shown).at("/configuration/url").asString())
                .isEqualTo("https://agent.example/run");
        assertThat(json(shown).path("timeout_seconds").asInt()).isEqualTo(30);
        assertThat(json(shown).path("enabled").asBoolean()).isTrue();
        assertThat(ConsoleBrowser.body(shown)).doesNotContain("quite secret");
    }

    @Test
    void switchesAnAgentOffAndOnAnyNumberOfTimes() {
        var path = AGENTS + "/" + create("switch");

        for (var time = 0; time < 2; time++) {
            assertThat(call(HttpMethod.DELETE, path + "/activation", null)).hasStatus(204);
        }
        assertThat(json(call(HttpMethod.GET, path, null)).path("status").asString())
                .isEqualTo("inactive");
        for (var time = 0; time < 2; time++) {
            assertThat(call(HttpMethod.POST, path + "/activation", null)).hasStatus(204);
        }
        assertThat(json(call(HttpMethod.GET, path, null)).path("status").asString())
                .isEqualTo("active");
    }

    @Test
    void deletesOnce() {
        var path = AGENTS + "/" + create("brief");

        assertThat(call(HttpMethod.DELETE, path, null)).hasStatus(204);
        assertThat(call(HttpMethod.DELETE, path, null)).hasStatus(404);
        assertThat(call(HttpMethod.GET, path, null)).hasStatus(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"kind":"echo"}                                                          | name
                    {"name":"n","kind":"nothing"}                                            | kind
                    {"name":"n","kind":"echo","timeout_seconds":0}                           | timeout_seconds
                    {"name":"n","kind":"echo","retries":-1}                                  | retries
                    {"name":"n","kind":"echo","metadata":{"cost_per_request":-1}}            | metadata.cost_per_request
                    {"name":"n","kind":"echo","metadata":{"cost_per_request":1e30}}          | metadata.cost_per_request
                    {"name":"n","kind":"echo","metadata":{"cost_per_request":-1e30}}         | metadata.cost_per_request
                    {"name":"n","kind":"http","configuration":{"url":"no address"}}          | configuration.url
                    {"name":"n","kind":"prompt","configuration":{"model":"m"}}               | configuration.connection_id
                    """)
    void namesTheFieldThatCannotBe(String body, String field) {
        var refused = call(HttpMethod.POST, AGENTS, body);

        assertThat(refused).hasStatus(422);
        assertThat(json(refused).path("errors").values())
                .extracting(error -> error.path("field").asString())
                .contains(field);
    }

    @Test
    void keepsTheKindOfAnAgent() {
        var refused =
                call(HttpMethod.PATCH, AGENTS + "/" + create("kept"), "{\"kind\":\"http\"}");

        assertThat(refused).hasStatus(422);
        assertThat(ConsoleBrowser.body(refused)).contains("kind_stays");
    }

    @Test
    void refusesANameThatIsTaken() {
        create("unique");

        assertThat(call(HttpMethod.POST, AGENTS, "{\"name\":\"unique\",\"kind\":\"echo\"}"))
                .hasStatus(409);
    }

    @Test
    void refusesAKeyWithoutThePermission() {
        create("guarded");
        key = bench.key(tenant, AGENTS_READ);

        assertThat(call(HttpMethod.GET, AGENTS, null)).hasStatusOk();
        assertThat(call(HttpMethod.POST, AGENTS, "{\"name\":\"n\",\"kind\":\"echo\"}"))
                .hasStatus(403);
    }

    @Test
    void knowsNothingOfAnotherTenantsAgent() {
        var path = AGENTS + "/" + create("private");
        key = bench.key(people.tenant().id(), AGENTS_READ, AGENTS_WRITE);

        assertThat(call(HttpMethod.GET, path, null)).hasStatus(404);
        assertThat(call(HttpMethod.GET, path + "/configuration", null)).hasStatus(404);
        assertThat(call(HttpMethod.PATCH, path, "{\"name\":\"taken-over\"}")).hasStatus(404);
        assertThat(call(HttpMethod.POST, path + "/activation", null)).hasStatus(404);
        assertThat(call(HttpMethod.DELETE, path, null)).hasStatus(404);
    }

    private String create(String name, String... capabilities) {
        var body = AgentFixtures.JSON.createObjectNode().put("name", name).put("kind", "echo");
        for (var capability : capabilities) {
            body.withArray("capabilities").add(capability);
        }
        var created = call(HttpMethod.POST, AGENTS, body.toString());
        assertThat(created).hasStatus(201);
        return json(created).path("agent_id").asString();
    }

    private Iterable<String> names(String query) {
        return json(call(HttpMethod.GET, AGENTS + query, null)).path("data").values().stream()
                .map(agent -> agent.path("name").asString())
                .toList();
    }

    private MvcTestResult changeIf(String version, String path, String body) {
        return mvc.patch()
                .uri(path)
                .header("Authorization", "Bearer " + key)
                .header("If-Match", version)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult call(HttpMethod method, String path, @Nullable String body) {
        var request = mvc.method(method).uri(path).header("Authorization", "Bearer " + key);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        return request.exchange();
    }

    private static String tag(MvcTestResult answer) {
        return String.valueOf(answer.getResponse().getHeader("ETag"));
    }

    private static JsonNode json(MvcTestResult answer) {
        return AgentFixtures.JSON.readTree(ConsoleBrowser.body(answer));
    }
}
