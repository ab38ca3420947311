package dev.baton.webhook.web;

import static dev.baton.TestPeople.PASSWORD;
import static dev.baton.webhook.web.WebhookConsole.ADDRESS;
import static dev.baton.webhook.web.WebhookConsole.DELIVERY;
import static dev.baton.webhook.web.WebhookConsole.find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.tenant.Role;
import dev.baton.webhook.PlainReceiver;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The pages about webhooks, as a browser without JavaScript meets them. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class WebhookPagesTests {

    @RegisterExtension final PlainReceiver receiver = new PlainReceiver();

    @Autowired private WebhookConsoles consoles;
    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    private WebhookConsole console;
    private ConsoleBrowser admin;

    @BeforeEach
    void begin() {
        console = consoles.to(receiver, mvc);
        admin = console.admin();
    }

    @Test
    void explainsWebhooksToThoseWhoHaveNone() {
        assertThat(admin.open("/webhooks"))
                .hasStatusOk()
                .bodyText()
                .contains("No endpoint yet", "href=\"/webhooks/new\"");
    }

    @Test
    void explainsEachEventWithAnExample() {
        assertThat(admin.open("/webhooks/new"))
                .hasStatusOk()
                .bodyText()
                .contains("-X POST", "http://localhost/api/v1/webhooks")
                .contains("value=\"message.*\"", "value=\"budget.threshold_reached\"", "value=\"*\"")
                .contains("&quot;tokens_out&quot; : 128")
                .contains("5 s later", "1 d later")
                .doesNotContain("value=\"webhook.test\"");
    }

    @Test
    void refusesFaultySettingsAtTheirField() {
        var refused =
                admin.send(
                        "/webhooks",
                        "url",
                        "http://10.0.0.5/hook",
                        "description",
                        "Kept <b>text</b>",
                        "headers[0].key",
                        "Host",
                        "headers[0].value",
                        "x",
                        // As browsers send boxes of which none is ticked.
                        "_events",
                        "on");

        assertThat(refused)
                .hasStatus(422)
                .bodyText()
                .contains(
                        "This address is in a private network.",
                        "Choose at least one event.",
                        "A name or value cannot be sent as a header.",
                        "Kept &lt;b&gt;text&lt;/b&gt;",
                        "id=\"url-error\"",
                        "id=\"events-error\"",
                        "id=\"headers-error\"");
    }

    @Test
    void answersHtmxWithTheSameFormAndStatus() {
        admin.with("HX-Request", "true");

        assertThat(admin.send("/webhooks", "url", "nonsense", "events", "*"))
                .hasStatus(422)
                .bodyText()
                .contains("id=\"form\"", "The address must start with https:// or http://.");
    }

    @Test
    void editsWithoutRevealingASecretHeader() {
        var path =
                find(
                        ADDRESS,
                        ConsoleBrowser.body(
                                console.create(
                                        "events",
                                        "agent.*",
                                        "headers[0].key",
                                        "Authorization",
                                        "headers[0].value",
                                        "Bearer hidden-value",
                                        "headers[0].secret",
                                        "true")));

        assertThat(admin.open(path)).bodyText().contains("••••••").doesNotContain("hidden-value");
        var form = ConsoleBrowser.body(admin.open(path + "/edit"));
        assertThat(form)
                .doesNotContain("hidden-value")
                .contains("-X PUT", "http://localhost/api/v1" + path);
        assertThat(form).containsPattern("value=\"agent\\.\\*\"[^>]*checked|checked[^>]*value=\"agent\\.\\*\"");
        assertThat(
                        admin.send(
                                path,
                                "version",
                                "0",
                                "url",
                                receiver.url(),
                                "events",
                                "agent.*",
                                "description",
                                "Renamed",
                                "headers[0].key",
                                "Authorization",
                                "headers[0].value",
                                "",
                                "headers[0].secret",
                                "true"))
                .hasStatus(302);
        assertThat(admin.open(path)).bodyText().contains("Renamed", "The endpoint is saved.");
        assertThat(admin.send(path, "version", "0", "url", receiver.url(), "events", "*")).hasStatus(409);
        assertThat(admin.send(path, "version", "1", "url", "", "events", "*")).hasStatus(422);
    }

    @Test
    void comparesWhatTwoPeopleChoseInWords() {
        var path = console.endpoint();
        admin.send(
                path,
                "version", "0",
                "url", receiver.url(),
                "events", "*",
                "description", "First");

        assertThat(
                        admin.send(
                                path,
                                "version", "0",
                                "url", receiver.url(),
                                "events", "*",
                                "ordering", "subject",
                                "retryPlan", "short"))
                .hasStatus(409)
                .bodyText()
                .contains(
                        "conflict-value\">what the event is about<",
                        "conflict-value\">in no order<",
                        "conflict-value\">Short: six attempts within an hour<",
                        "conflict-value\">Standard: ten attempts in three days<");
    }

    @Test
    void pausesAndActivates() {
        var path = console.endpoint();

        assertThat(admin.send(path + "/pause")).hasStatus(302);
        assertThat(admin.open(path))
                .bodyText()
                .contains("Paused by a person.")
                .doesNotContain("Deliveries held");
        console.append(2);
        await().until(() -> ConsoleBrowser.body(admin.open(path)).contains("Deliveries held: 2"));
        assertThat(admin.open(path)).bodyText().contains("Paused", path + "/activation");
        assertThat(admin.send(path + "/activation")).hasStatus(302);
        await().until(
                        () ->
                                ConsoleBrowser.body(admin.open(path + "?status=delivered"))
                                        .contains("agent.updated"));
        assertThat(admin.open(path + "?status=held")).bodyText().contains("Nothing matches");
    }

    @Test
    void keepsHowItIsSentAndSpellsItOut() {
        var path =
                find(
                        ADDRESS,
                        ConsoleBrowser.body(
                                console.create(
                                        "events", "agent.*",
                                        "perSecond", "5",
                                        "timeoutSeconds", "8",
                                        "ordering", "data",
                                        "orderingField", "agent_id",
                                        "retryPlan", "custom",
                                        "retryWaits", "10s, 2h")));

        assertThat(admin.open(path))
                .bodyText()
                .contains("5 per second", "8 s", "data.agent_id", "10 s later", "2 h later");
        assertThat(ConsoleBrowser.body(admin.open(path + "/edit")))
                .contains("value=\"10s 2h\"", "value=\"agent_id\"", "value=\"5\"", "value=\"8\"");
        assertThat(
                        admin.send(
                                path,
                                "version", "0",
                                "url", receiver.url(),
                                "events", "agent.*",
                                "ordering", "subject",
                                "retryPlan", "none"))
                .hasStatus(302);
        assertThat(admin.open(path))
                .bodyText()
                .contains("no limit", "20 s", "what the event is about")
                .doesNotContain("10 s later");
    }

    @Test
    void refusesRulesAtTheirFields() {
        var refused =
                console.create(
                        "events", "*",
                        "perSecond", "many",
                        "timeoutSeconds", "31",
                        "ordering", "data",
                        "orderingField", "no field!",
                        "retryPlan", "custom",
                        "retryWaits", "often");

        assertThat(refused)
                .hasStatus(422)
                .bodyText()
                .contains(
                        "A whole number between 1 and 1,000, or nothing.",
                        "A whole number of seconds between 1 and 30.",
                        "Name a field of the data, such as agent_id.",
                        "One to nine waits of a second to a day each, as in 5s 5m 1h.",
                        "id=\"perSecond-error\"",
                        "id=\"timeoutSeconds-error\"",
                        "id=\"orderingField-error\"",
                        "id=\"retryWaits-error\"",
                        "value=\"often\"");
    }

    @Test
    void looksAtAnAddressWhileItIsTyped() {
        admin.open("/webhooks/new");

        assertThat(check(receiver.url())).contains("it answered 200", "Not encrypted");
        assertThat(check("http://10.1.2.3/")).contains("This address is in a private network.");
        assertThat(check("nonsense")).contains("The address must start with https:// or http://.");
        assertThat(check("http://127.0.0.1:65001/")).contains("Nobody answers there yet: No connection");
        assertThat(check("http://[")).contains("This is no http or https address.");
    }

    private String check(String url) {
        var answer = admin.send("/webhooks/address-check", "url", url);
        assertThat(answer).hasStatusOk().bodyText().doesNotContain("<html");
        return ConsoleBrowser.body(answer);
    }

    @Test
    void tellsTheSchemaOfAnEvent() {
        assertThat(admin.open("/webhooks/event-schema?type=message.completed"))
                .hasStatusOk()
                .hasContentType("application/schema+json")
                .bodyText()
                .contains("\"properties\"");
        assertThat(admin.open("/webhooks/event-schema?type=nothing.happened")).hasStatus(404);
    }

    @Test
    void tellsHowATestWent() {
        receiver.answers(418);
        var path = console.endpoint();

        assertThat(admin.send(path + "/test"))
                .hasStatusOk()
                .bodyText()
                .contains("The receiver did not accept the test.", "418", "webhook.test");
        receiver.answers(200);
        assertThat(admin.send(path + "/test"))
                .bodyText()
                .contains("The receiver accepted the test.");
    }

    @Test
    void deletes() {
        var path = console.endpoint();

        assertThat(admin.send(path + "/removal")).hasStatus(302);

        assertThat(admin.open(path)).hasStatus(404);
        assertThat(admin.open("/webhooks")).bodyText().contains("No endpoint yet");
    }

    @Test
    void letsReadersLookAndChangeNothing() {
        var path = console.endpoint();
        var viewer = consoles.as(Role.AUDITOR, console.tenant(), mvc);

        assertThat(viewer.open("/webhooks")).hasStatusOk().bodyText().doesNotContain("/webhooks/new");
        assertThat(viewer.open(path))
                .hasStatusOk()
                .bodyText()
                .doesNotContain(path + "/edit", path + "/test", "panel-danger");
        assertThat(viewer.open("/webhooks/new")).hasStatus(403);
        assertThat(viewer.open(path + "/edit")).hasStatus(403);
        assertThat(viewer.send(path, "url", receiver.url(), "events", "*")).hasStatus(403);
        for (var change : new String[] {"/pause", "/activation", "/test", "/removal"}) {
            assertThat(viewer.send(path + change)).hasStatus(403);
        }
        for (var change : new String[] {"/resending", "/secret-rotation", "/previous-secret/removal"}) {
            assertThat(viewer.send(path + change)).hasStatus(403);
        }
        assertThat(viewer.open(path + "/recovery")).hasStatus(403);
        assertThat(viewer.send("/webhooks/address-check", "url", receiver.url())).hasStatus(403);
        assertThat(viewer.open(path + "/signing"))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("secret-rotation");
    }

    @Test
    void hidesEverythingFromOtherTenants() {
        var path = console.endpoint();
        console.append(1);
        await().until(() -> ConsoleBrowser.body(admin.open(path)).contains("/deliveries/"));
        var delivery = find(DELIVERY, ConsoleBrowser.body(admin.open(path)));
        var stranger = consoles.as(Role.TENANT_OWNER, people.tenant().id(), mvc);

        assertThat(stranger.open("/webhooks")).bodyText().doesNotContain(receiver.url());
        assertThat(stranger.open(path)).hasStatus(404);
        assertThat(stranger.open(path + "/edit")).hasStatus(404);
        assertThat(stranger.open(delivery)).hasStatus(404);
        assertThat(stranger.send(path, "url", receiver.url(), "events", "*")).hasStatus(404);
        for (var change : new String[] {"/pause", "/activation", "/test", "/removal"}) {
            assertThat(stranger.send(path + change)).hasStatus(404);
        }
        assertThat(stranger.open(path + "/recovery")).hasStatus(404);
        assertThat(stranger.open(path + "/signing")).hasStatus(404);
        assertThat(stranger.send(path + "/signing", "timestamp", "1")).hasStatus(404);
        assertThat(stranger.send(path + "/resending")).hasStatus(404);
        assertThat(stranger.send(path + "/secret-rotation")).hasStatus(404);
        assertThat(stranger.send(delivery + "/resending")).hasStatus(404);
        assertThat(stranger.send(delivery + "/fix", "url", receiver.url())).hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"th", "es"})
    void readsInTheReadersLanguage(String language) {
        console.endpoint();
        var reader = new ConsoleBrowser(mvc);
        var person = people.person(console.tenant(), Role.TENANT_ADMIN, Locale.of(language));
        reader.signIn(person.email(), PASSWORD);

        var own = find(ADDRESS, ConsoleBrowser.body(admin.open("/webhooks")));
        for (var path :
                new String[] {
                    "/webhooks", "/webhooks/new", own, own + "/signing", own + "/recovery"
                }) {
            assertThat(reader.open(path))
                    .hasStatusOk()
                    .bodyText()
                    .contains("lang=\"" + language)
                    .doesNotContain("??", "Add endpoint");
        }
    }
}
