package dev.baton.agent.web;

import static dev.baton.TestPeople.PASSWORD;
import static dev.baton.tenant.Permission.MESSAGES_WRITE;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.agent.AgentFixtures;
import dev.baton.agent.AgentRegistry;
import dev.baton.model.ProviderBench;
import dev.baton.tenant.Role;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.stream.Stream;

/** The pages about agents, as a browser without JavaScript meets them. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class AgentPagesTests {

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private AgentRegistry registry;
    @Autowired private ProviderBench bench;

    private Tenant tenant;
    private ConsoleBrowser admin;

    @BeforeEach
    void signIn() {
        tenant = people.tenant();
        admin = as(Role.TENANT_ADMIN, tenant.id());
    }

    @Test
    void makesAnAgentOnAModelFromItsForm() {
        assertThat(admin.open("/agents/new"))
                .hasStatusOk()
                .bodyText()
                .contains("value=\"" + AgentFixtures.DEMO + "/demo\"");

        var created =
                submit(
                        "/agents",
                        "kind",
                        "prompt",
                        "name",
                        "helper",
                        "capabilities",
                        "chat, summary",
                        "prompt.model",
                        AgentFixtures.DEMO + "/demo",
                        "prompt.parameters",
                        "{\"temperature\":0.5}",
                        "prompt.maxOutputTokens",
                        "200");

        var path = redirect(created);
        assertThat(admin.open(path)).hasStatusOk().bodyText().contains("helper", "summary");
        assertThat(admin.open(path + "/edit"))
                .hasStatusOk()
                .bodyText()
                .contains("chat, summary", "temperature");
        assertThat(admin.open("/agents?capability=summary")).bodyText().contains(path);
        assertThat(admin.open("/agents?q=nothing-like-it")).bodyText().doesNotContain(path);
    }

    @Test
    void neverShowsTheSecretOfARemoteAgent() {
        admin.open("/agents/new");
        var path =
                redirect(
                        submit(
                                "/agents",
                                "kind",
                                "http",
                                "name",
                                "remote",
                                "http.url",
                                "https://agent.example/run",
                                "http.stream",
                                "true",
                                "http.secretHeader",
                                "X-Token",
                                "http.secret",
                                "quite secret",
                                "http.signingSecret",
                                "whsec_c29tZSBzZWNyZXQgb2YgdHdlbnR5LWZvdXIgYnl0ZXM="));

        assertThat(admin.open(path))
                .bodyText()
                .contains("https://agent.example/run")
                .doesNotContain("quite secret", "whsec_");
        assertThat(admin.open(path + "/edit"))
                .bodyText()
                .contains("X-Token")
                .doesNotContain("quite secret", "whsec_");
        var saved =
                submit(
                        path,
                        "name",
                        "remote",
                        "http.url",
                        "https://agent.example/walk",
                        "http.unsigned",
                        "true",
                        "version",
                        "0");
        assertThat(redirect(saved)).isEqualTo(path);
        assertThat(admin.open(path)).bodyText().contains("https://agent.example/walk");
    }

    @Test
    void showsHowCallsWent() throws Exception {
        var id = create(tenant.id(), "busy");
        var answer =
                mvc.post()
                        .uri("/api/v1/messages")
                        .header("Authorization", "Bearer " + bench.key(tenant.id(), MESSAGES_WRITE))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"agent\":\"busy\",\"input\":\"hello\"}")
                        .exchange();
        assertThat(answer).hasStatusOk();

        for (var range : new String[] {"15m", "1h", "24h", "7d", "30d", "for-ever"}) {
            assertThat(admin.open("/agents/" + id + "?range=" + range))
                    .as(range)
                    .hasStatusOk()
                    .bodyText()
                    .contains("<svg", "busy");
        }
        assertThat(admin.open("/agents")).hasStatusOk().bodyText().contains("busy");
    }

    @Test
    void offersACopyUnderAnotherName() {
        var id = create(tenant.id(), "original");

        assertThat(admin.open("/agents/new?from=" + id)).bodyText().contains("original-copy");
    }

    @ParameterizedTest
    @CsvSource({
        "name, Not A Name!",
        "limits.cost, dear",
        "limits.timeout, soon",
        "limits.maxConcurrentTasks, 0",
        "limits.rateLimit, many",
        "limits.retries, -1",
        "release, -1"
    })
    void showsWhatIsWrongWhereItIs(String field, String value) {
        admin.open("/agents/new");

        assertThat(submit("/agents", "kind", "echo", "name", "fine", field, value))
                .hasStatus(422)
                .bodyText()
                .contains("href=\"#" + field + "\"", "aria-invalid=\"true\"");
    }

    @Test
    void saysWhyAnAddressIsRefused() {
        admin.open("/agents/new");

        assertThat(submit("/agents", "kind", "http", "name", "fine", "http.url", "http://10.0.0.5/x"))
                .hasStatus(422)
                .bodyText()
                .contains("This address is in a private network.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no json", "[1]", "{\"stream\":true}"})
    void showsThatParametersCannotBe(String parameters) {
        admin.open("/agents/new");

        assertThat(
                        submit(
                                "/agents",
                                "kind",
                                "prompt",
                                "name",
                                "fine",
                                "prompt.model",
                                AgentFixtures.DEMO + "/of another name",
                                "prompt.version",
                                "first",
                                "prompt.parameters",
                                parameters))
                .hasStatus(422)
                .bodyText()
                .contains("of another name", "href=\"#prompt.parameters\"");
    }

    @Test
    void refusesANameThatIsTaken() {
        create(tenant.id(), "taken");
        admin.open("/agents/new");

        assertThat(submit("/agents", "kind", "echo", "name", "taken"))
                .hasStatus(422)
                .bodyText()
                .contains("There is another agent named taken");
    }

    @Test
    void tellsWhoeverIsTooLateAndLetsTheirEntriesWinAfterwards() {
        var path = "/agents/" + create(tenant.id(), "contested");
        admin.open(path + "/edit");

        assertThat(redirect(describe(path, "Theirs", "0"))).isEqualTo(path);
        assertThat(describe(path, "Mine", "0"))
                .hasStatus(409)
                .bodyText()
                .contains("Mine", "has saved this meanwhile", "Theirs", "value=\"1\"");
        assertThat(redirect(describe(path, "Mine", "1"))).isEqualTo(path);
        assertThat(admin.open(path)).bodyText().contains("Mine").doesNotContain("Theirs");
    }

    @Test
    void switchesAnAgentOffAndOn() {
        var path = "/agents/" + create(tenant.id(), "switch");
        admin.open(path);

        assertThat(redirect(admin.send(path + "/deactivation"))).isEqualTo(path);
        assertThat(admin.open(path))
                .bodyText()
                .contains("action=\"" + path + "/activation\" data-undo");
        assertThat(admin.open("/agents?status=inactive")).bodyText().contains(path);
        assertThat(redirect(admin.send(path + "/activation"))).isEqualTo(path);
        assertThat(admin.open("/agents?status=inactive")).bodyText().doesNotContain(path);
    }

    @Test
    void triesAConnectionBeforeAnythingIsSaved() throws Exception {
        var remote = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        remote.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        remote.start();
        var alive = "http://127.0.0.1:" + remote.getAddress().getPort() + "/run";
        admin.open("/agents/new");
        try {
            assertThat(tryOut(alive)).hasStatusOk().bodyText().contains("It answers, in");
        } finally {
            remote.stop(0);
        }

        assertThat(tryOut(alive)).hasStatusOk().bodyText().contains("Unreachable", "value=\"far\"");
        assertThat(tryOut("nonsense"))
                .hasStatus(422)
                .bodyText()
                .contains("Something in this form must be put right first");
        assertThat(admin.open("/agents")).bodyText().doesNotContain("far");
    }

    private MvcTestResult tryOut(String url) {
        return submit("/agents/connection", "kind", "http", "name", "far", "http.url", url);
    }

    @Test
    void deletesOnlyWhatIsNamed() {
        var path = "/agents/" + create(tenant.id(), "brief");
        admin.open(path);

        assertThat(admin.send(path + "/removal", "confirmation", "brie"))
                .hasStatus(422)
                .bodyText()
                .contains("Nothing was deleted");
        assertThat(redirect(admin.send(path + "/removal", "confirmation", " brief ")))
                .isEqualTo("/agents");
        assertThat(admin.open(path)).hasStatus(404);
    }

    @Test
    void letsThePlatformShareAnAgentAndKeepHowItIsMade() {
        var operator = as(Role.PLATFORM_ADMIN, TenantId.PLATFORM);
        var name = "shared-" + TestPeople.unique();
        var path = "/agents/" + create(TenantId.PLATFORM, name);
        assertThat(admin.open(path)).hasStatus(404);
        operator.open(path);

        assertThat(redirect(operator.send(path + "/grants", "slug", "größe"))).isEqualTo(path);
        assertThat(redirect(operator.send(path + "/grants", "slug", "no-such-tenant")))
                .isEqualTo(path);
        assertThat(operator.open(path)).bodyText().contains("no tenant with the slug");
        assertThat(redirect(operator.send(path + "/grants", "slug", tenant.slug())))
                .isEqualTo(path);

        assertThat(operator.open(path))
                .bodyText()
                .contains(tenant.name(), "Tenants it is shared with that lose it: 1.");
        assertThat(operator.open(path + "/edit")).hasStatusOk();
        assertThat(admin.open("/agents")).bodyText().contains(name);
        assertThat(admin.open(path))
                .hasStatusOk()
                .bodyText()
                .contains("shared by the platform")
                .doesNotContain(path + "/edit", path + "/removal");
        assertThat(admin.open(path + "/edit")).hasStatus(403);

        operator.open(path);
        operator.send(path + "/grants/" + tenant.id().value() + "/removal");
        assertThat(admin.open(path)).hasStatus(404);
    }

    @Test
    void offersNothingToChangeToThoseWhoMayNot() {
        var path = "/agents/" + create(tenant.id(), "guarded");
        var viewer = as(Role.VIEWER, tenant.id());

        assertThat(viewer.open("/agents")).hasStatusOk().bodyText().doesNotContain("/agents/new");
        assertThat(viewer.open(path)).bodyText().doesNotContain(path + "/edit");
        assertThat(viewer.open("/agents/new")).hasStatus(403);
        assertThat(viewer.send(path + "/removal", "confirmation", "guarded")).hasStatus(403);
    }

    private String create(TenantId owner, String name) {
        var agent = registry.create(AgentFixtures.echo(name), TestPeople.operator(owner));
        return agent.id().value().toString();
    }

    private MvcTestResult describe(String path, String description, String version) {
        return submit(
                path, "name", "contested", "description", description, "version", version);
    }

    /** The form as a browser sends it: with what it was filled in with. */
    private MvcTestResult submit(String path, String... fields) {
        var usual = new String[] {"release", "1.0.0"};
        return admin.send(
                path, Stream.of(usual, fields).flatMap(Arrays::stream).toArray(String[]::new));
    }

    private ConsoleBrowser as(Role role, TenantId in) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(in, role).email(), PASSWORD);
        return browser;
    }

    private static String redirect(MvcTestResult result) {
        var location = result.getResponse().getHeader("Location");
        assertThat(location).as(ConsoleBrowser.body(result)).isNotNull();
        return location == null ? "" : location;
    }
}
