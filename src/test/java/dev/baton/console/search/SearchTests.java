package dev.baton.console.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentSettings;
import dev.baton.agent.NewAgent;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.platform.Ids;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.awaitility.Awaitility;

/** The search and the page of a trace. */
@SpringBootTest
@AutoConfigureMockMvc
@Tag("database")
class SearchTests {

    @Autowired MockMvcTester mvc;
    @Autowired TestPeople people;
    @Autowired AgentRegistry agents;
    @Autowired ApiKeys keys;
    @Autowired JsonMapper json;

    private TenantId tenant;
    private TestPeople.Person owner;
    private ConsoleBrowser browser;

    @BeforeEach
    void signIn() {
        tenant = people.tenant().id();
        owner = people.person(tenant, Role.TENANT_OWNER);
        browser = browserOf(owner);
    }

    @Test
    void findsAKeyByPartOfItsName() {
        var wish = new NewKey("Nightly import", Set.of("agents:read"), null, null);
        var key = keys.issue(tenant, wish, owner.actor()).key().id().value();

        assertThat(browser.open("/search?q=night"))
                .hasStatusOk()
                .bodyText()
                .contains("Nightly import", "/keys/" + key);
        assertThat(browserOf(people.person(tenant, Role.VIEWER)).open("/search?q=night"))
                .bodyText()
                .doesNotContain("/keys/" + key);
    }

    @Test
    void findsByPartOfAName() {
        var agent = echo("invoice-reader");

        assertThat(browser.open("/search?q=VOICE"))
                .hasStatusOk()
                .bodyText()
                .contains("invoice-reader", "/agents/" + agent);
    }

    @Test
    void leadsFromAPastedIdToTheThingItself() {
        var agent = echo("invoice-reader");

        assertThat(browser.open("/search?q=%20" + agent.toString().toUpperCase()))
                .hasStatus(302)
                .hasRedirectedUrl("/agents/" + agent);
        assertThat(
                        browser.ask(
                                HttpMethod.GET,
                                "/search?q=" + agent,
                                Map.of("HX-Request", "true"),
                                Map.of()))
                .hasStatusOk()
                .hasHeader("HX-Redirect", "/agents/" + agent);
    }

    @Test
    void leadsFromATraceOrATraceparentToTheTrace() {
        var trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        assertThat(browser.open("/search?q=" + trace)).hasRedirectedUrl("/traces/" + trace);
        assertThat(browser.open("/search?q=00-" + trace + "-00f067aa0ba902b7-01"))
                .hasRedirectedUrl("/traces/" + trace);
    }

    @Test
    void findsNothingOfAnotherTenant() {
        var agent = echo("invoice-reader");
        var stranger = browserOf(people.person(people.tenant().id(), Role.TENANT_OWNER));

        assertThat(stranger.open("/search?q=" + agent))
                .hasStatusOk()
                .bodyText()
                .contains("Nothing found")
                .doesNotContain("/agents/" + agent);
    }

    @Test
    void findsNothingTheViewerMayNotRead() {
        var viewer = browserOf(people.person(tenant, Role.VIEWER));

        assertThat(viewer.open("/search?q=" + owner.email()))
                .hasStatusOk()
                .bodyText()
                .contains("Nothing found");
    }

    @Test
    void writesWhatWasTypedAsText() {
        assertThat(browser.open("/search?q=%3Cscript%3Ealert(1)%3C/script%3E"))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("<script>alert(1)");
    }

    @Test
    void showsWhatARequestLedTo() {
        var agent = echo("invoice-reader");
        var trial = browser.send("/agents/" + agent + "/trial", "input", "hello");
        assertThat(trial).hasStatusOk();
        var message = ConsoleBrowser.body(browser.open("/messages")).split("/messages/")[1].substring(0, 36);
        var trace = ConsoleBrowser.body(browser.open("/messages/" + message)).replaceAll("(?s).*\\b([0-9a-f]{32})\\b.*", "$1");

        // The event is told by the relay a moment after the answer.
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(browser.open("/traces/" + trace))
                                        .hasStatusOk()
                                        .bodyText()
                                        .contains("/messages/" + message, "message.completed")
                                        .contains("title=\"completed\">Answered<")
                                        .contains("title=\"completed\">Completed<"));
    }

    @Test
    void findsARequestByWhatItsCallerCallsIt() {
        var agent = echo("invoice-reader");
        browser.with("X-Correlation-Id", "order/4711");
        browser.send("/agents/" + agent + "/trial", "input", "hello");

        var found = ConsoleBrowser.body(browser.open("/search?q=order/4711"));

        var trace = found.replaceAll("(?s).*/traces/([0-9a-f]{32}).*", "$1");
        assertThat(browser.open("/traces/" + trace)).hasStatusOk().bodyText().contains("/messages/");
        assertThat(browser.open("/search?q=order")).bodyText().contains("Nothing found");
        var stranger = browserOf(people.person(people.tenant().id(), Role.TENANT_OWNER));
        assertThat(stranger.open("/search?q=order/4711")).bodyText().contains("Nothing found");
    }

    @Test
    void saysThatNothingIsKnownOfATrace() {
        assertThat(browser.open("/traces/" + Ids.next().toString().replace("-", "")))
                .hasStatus(404)
                .bodyText()
                .contains("Nothing is known of this trace");
    }

    private java.util.UUID echo(String name) {
        return agents.create(
                        new NewAgent("echo", AgentSettings.named(name), json.createObjectNode()),
                        owner.actor())
                .id()
                .value();
    }

    private ConsoleBrowser browserOf(TestPeople.Person person) {
        var made = new ConsoleBrowser(mvc);
        made.signIn(person.email(), TestPeople.PASSWORD);
        return made;
    }
}
