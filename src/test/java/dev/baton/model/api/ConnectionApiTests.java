package dev.baton.model.api;

import static dev.baton.model.ModelFixtures.CANARY;
import static dev.baton.model.ProviderBench.NOWHERE;
import static dev.baton.tenant.Permission.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.TestPeople;
import dev.baton.model.ProviderBench;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.util.UUID;

@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
@ExtendWith(OutputCaptureExtension.class)
class ConnectionApiTests {

    private static final String ALL = "/api/v1/connections";

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private ProviderBench bench;
    @Autowired private JdbcTemplate jdbc;

    private TenantId tenant;
    private ApiCaller owner;
    private ApiCaller reader;

    @BeforeEach
    void somebody() {
        tenant = people.tenant().id();
        owner = caller(tenant);
        reader = new ApiCaller(mvc, bench.key(tenant, PROVIDERS_READ));
    }

    @Test
    void createsAConnectionAndTellsWhereItIs() {
        var answer =
                owner.post(
                        ALL,
                        """
                        {"name":"Main","provider":"openai","base_url":"%s/","api_key":"%s",
                         "headers":{"X-Org":"acme"},"first_byte_timeout_seconds":1.5}
                        """
                                .formatted(NOWHERE, CANARY));

        assertThat(answer).hasStatus(201);
        var created = ApiCaller.json(answer);
        assertThat(answer.getResponse().getHeader("Location"))
                .isEqualTo(ALL + "/" + created.path("id").asString());
        assertThat(answer.getResponse().getHeader("ETag")).isEqualTo("\"0\"");
        assertThat(created.path("base_url").asString()).isEqualTo(NOWHERE);
        assertThat(created.path("has_api_key").asBoolean()).isTrue();
        assertThat(created.path("has_headers").asBoolean()).isTrue();
        assertThat(created.path("api_key_hint").asString()).isEqualTo("2c51");
        assertThat(created.path("first_byte_timeout_seconds").asDouble()).isEqualTo(1.5);
        assertThat(created.path("connect_timeout_seconds").asDouble()).isEqualTo(5);
        assertThat(created.path("shared").asBoolean(true)).isFalse();
        assertThat(created.path("enabled").asBoolean()).isTrue();
        assertThat(reader.get(ALL + "/" + created.path("id").asString()))
                .bodyJson()
                .extractingPath("$.name")
                .isEqualTo("Main");
    }

    @Test
    void takesTheProvidersOwnAddressWhenNoneIsGiven() {
        assertThat(owner.post(ALL, "{\"name\":\"Claude\",\"provider\":\"demo\"}"))
                .hasStatus(201)
                .bodyJson()
                .extractingPath("$.base_url")
                .isEqualTo("");
    }

    @Test
    void listsWhatItsFilterLeaves() {
        var id = bench.connection(tenant, "Main").value();

        var found = ApiCaller.json(reader.get(ALL + "?search=mAi"));
        assertThat(found.path("data")).hasSize(1);
        assertThat(found.at("/data/0/id").asString()).isEqualTo(id.toString());
        assertThat(ApiCaller.json(reader.get(ALL + "?provider=demo")).at("/data/0/name").asString())
                .isEqualTo("demo");
        assertThat(ApiCaller.json(reader.get(ALL + "?search=main&provider=demo")).path("data"))
                .isEmpty();
        assertThat(reader.get(ALL + "?provider=nobody")).hasStatus(400);
    }

    @Test
    void listsOwnAndSharedConnectionsPageByPage() {
        var id = bench.connection(tenant, "Main").value();

        var first = ApiCaller.json(reader.get(ALL + "?limit=1"));
        assertThat(first.at("/data/0/name").asString()).isEqualTo("demo");
        assertThat(first.at("/data/0/shared").asBoolean()).isTrue();
        var next =
                ApiCaller.json(
                        reader.get(ALL + "?after=" + first.path("next_cursor").asString()));
        assertThat(next.at("/data/0/id").asString()).isEqualTo(id.toString());
        assertThat(next.at("/data/0/host").asString()).isEqualTo("127.0.0.1:59009");
        assertThat(next.at("/data/0/shared").asBoolean(true)).isFalse();
        assertThat(next.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void changesWhatTheBodyNamesAndNothingElse() {
        var path = ALL + "/" + bench.connection(tenant, "Main").value();

        var answer = owner.patch(path, "{\"name\":\"Backup\",\"idle_timeout_seconds\":7}", "\"0\"");

        assertThat(answer).hasStatusOk();
        var changed = ApiCaller.json(answer);
        assertThat(answer.getResponse().getHeader("ETag")).isEqualTo("\"1\"");
        assertThat(changed.path("name").asString()).isEqualTo("Backup");
        assertThat(changed.path("idle_timeout_seconds").asInt()).isEqualTo(7);
        assertThat(changed.path("total_timeout_seconds").asInt()).isEqualTo(600);
        assertThat(changed.path("has_api_key").asBoolean()).isTrue();
        assertThat(owner.patch(path, "{\"api_key\":\"\"}", null))
                .bodyJson()
                .extractingPath("$.has_api_key")
                .isEqualTo(false);
    }

    @Test
    void refusesAChangeOfAVersionThatIsPast() {
        var path = ALL + "/" + bench.connection(tenant, "Main").value();
        owner.patch(path, "{\"name\":\"Backup\"}", null);

        for (var tag : new String[] {"\"0\"", "W/\"0\"", "\"none of ours\""}) {
            assertThat(owner.patch(path, "{\"name\":\"Third\"}", tag))
                    .hasStatus(409)
                    .bodyJson()
                    .extractingPath("$.code")
                    .isEqualTo("edited_meanwhile");
        }
        assertThat(owner.patch(path, "{\"name\":\"Third\",\"version\":0}", null)).hasStatus(409);
        assertThat(owner.patch(path, "{\"name\":\"Third\",\"version\":1}", null)).hasStatusOk();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"provider":"openai"}                                                 | name | length
                    {"name":"a","provider":"telepathy"}                                   | provider | unknown
                    {"name":"a"}                                                          | provider | unknown
                    {"name":"a","provider":"openai","base_url":"http://10.1.2.3/v1"}      | base_url | private
                    {"name":"a","provider":"openai","base_url":"http://169.254.169.254/"} | base_url | link_local
                    {"name":"a","provider":"openai","base_url":"file:///etc/passwd"}      | base_url | scheme
                    {"name":"a","provider":"demo","connect_timeout_seconds":0}            | connect_timeout_seconds | out_of_range
                    {"name":"a","provider":"demo","total_timeout_seconds":1e30}           | total_timeout_seconds | out_of_range
                    {"name":"a","provider":"demo","api_key":"a\\nb"}                    | api_key | not_a_key
                    {"name":"a","provider":"demo","headers":{"Host":null,"Accept":"x"}}   | headers | not_allowed
                    """)
    void namesTheFieldThatCannotBe(String body, String field, String code) {
        assertThat(owner.post(ALL, body))
                .hasStatus(422)
                .bodyJson()
                .satisfies(
                        json -> {
                            json.assertThat()
                                    .extractingPath("$.code")
                                    .isEqualTo("invalid_connection");
                            json.assertThat().extractingPath("$.errors[0].field").isEqualTo(field);
                            json.assertThat().extractingPath("$.errors[0].code").isEqualTo(code);
                        });
    }

    @Test
    void switchesItOffAndOn() {
        var path = ALL + "/" + bench.connection(tenant, "Main").value();

        assertThat(owner.delete(path + "/activation")).hasStatus(204);
        assertThat(owner.delete(path + "/activation")).hasStatus(204);
        assertThat(reader.get(path)).bodyJson().extractingPath("$.enabled").isEqualTo(false);
        assertThat(owner.post(path + "/activation", "")).hasStatus(204);
        assertThat(reader.get(path)).bodyJson().extractingPath("$.enabled").isEqualTo(true);
    }

    @Test
    void deletesItUnlessAgentsUseIt() {
        var used = bench.connection(tenant, "Used");
        bench.agent(tenant, used, "helper");
        var free = ALL + "/" + bench.connection(tenant, "Free").value();

        assertThat(owner.delete(ALL + "/" + used.value()))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("connection_in_use");
        assertThat(owner.delete(free)).hasStatus(204);
        assertThat(owner.delete(free)).hasStatus(404);
        assertThat(reader.get(free)).hasStatus(404);
    }

    @Test
    void knowsNothingOfOtherTenants() {
        var connection = bench.connection(people.tenant().id(), "Secret");
        var model = bench.model(connection, "gpt-4o");
        var path = ALL + "/" + connection.value();

        assertThat(owner.get(path)).hasStatus(404);
        assertThat(owner.patch(path, "{\"name\":\"Mine\"}", null)).hasStatus(404);
        assertThat(owner.delete(path)).hasStatus(404);
        assertThat(owner.post(path + "/activation", "")).hasStatus(404);
        assertThat(owner.delete(path + "/activation")).hasStatus(404);
        assertThat(owner.post(path + "/test", "")).hasStatus(404);
        assertThat(owner.get(path + "/models")).hasStatus(404);
        assertThat(owner.get(path + "/models/" + model)).hasStatus(404);
        assertThat(owner.post(path + "/models", "{\"name\":\"m\"}")).hasStatus(404);
        assertThat(owner.delete(path + "/models/" + model)).hasStatus(404);
        assertThat(owner.get(path + "/prices")).hasStatus(404);
        assertThat(owner.post(path + "/prices", "{\"model\":\"m\",\"input\":1,\"output\":1}"))
                .hasStatus(404);
        assertThat(owner.get(ALL)).bodyText().doesNotContain("Secret");
        assertThat(owner.get("/api/v1/models")).bodyText().doesNotContain("Secret");
    }

    @Test
    void letsReadersChangeNothing() {
        var path = ALL + "/" + bench.connection(tenant, "Main").value();

        assertThat(reader.get(path)).hasStatusOk();
        for (var refused :
                new MvcTestResult[] {
                    reader.post(ALL, "{}"),
                    reader.patch(path, "{}", null),
                    reader.delete(path),
                    reader.post(path + "/activation", ""),
                    reader.delete(path + "/activation"),
                    reader.post(path + "/test", ""),
                    reader.post(path + "/models", "{}"),
                    reader.delete(path + "/models/" + Ids.next()),
                    reader.post(path + "/prices", "{}"),
                    owner.get(path + "/tenants"),
                    owner.get("/api/v1/exchange-rates"),
                    new ApiCaller(mvc, bench.key(tenant, AGENTS_READ)).get(ALL)
                }) {
            assertThat(refused).hasStatus(403);
        }
    }

    /** Not in an answer, an event, a row or a line of the log, whatever is done with it. */
    @Test
    void neverGivesTheKeyBack(CapturedOutput log) {
        var seen = new StringBuilder();
        var body =
                "{\"name\":\"Main\",\"provider\":\"openai\",\"base_url\":\"%s\",\"api_key\":\"%s\",\"headers\":{\"api-key\":\"%s\"}}"
                        .formatted(NOWHERE, CANARY, CANARY);
        var created = owner.post(ALL, body);
        seen.append(ApiCaller.text(created));
        var id = UUID.fromString(ApiCaller.json(created).path("id").asString());
        var path = ALL + "/" + id;
        seen.append(ApiCaller.text(owner.post(ALL, body)));
        seen.append(ApiCaller.text(owner.post(ALL, body.replace(NOWHERE, "ftp://x"))));
        seen.append(ApiCaller.text(owner.post(ALL, body.replace("}}", ""))));
        seen.append(ApiCaller.text(owner.patch(path, body, "\"7\"")));
        seen.append(ApiCaller.text(owner.patch(path, body, null)));
        seen.append(ApiCaller.text(owner.post(path + "/test", "")));
        seen.append(ApiCaller.text(owner.get(path)));
        seen.append(ApiCaller.text(owner.get(ALL)));

        assertThat(seen).contains("invalid_connection", "edited_meanwhile", "unreachable");
        assertThat(seen).doesNotContain(CANARY);
        assertThat(log).doesNotContain(CANARY);
        assertThat(
                        jdbc.queryForList(
                                        "SELECT * FROM connection WHERE id = ?", Ids.bytes(id))
                                .toString())
                .doesNotContain(CANARY);
        for (var table : new String[] {"event", "event_outbox"}) {
            assertThat(
                            jdbc.queryForObject(
                                    "SELECT COUNT(*) FROM " + table + " WHERE data LIKE ?",
                                    Long.class,
                                    "%" + CANARY + "%"))
                    .isZero();
        }
    }

    private ApiCaller caller(TenantId tenant) {
        return new ApiCaller(mvc, bench.key(tenant, PROVIDERS_READ, PROVIDERS_WRITE));
    }
}
