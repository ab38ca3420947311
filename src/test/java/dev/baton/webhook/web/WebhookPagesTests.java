package dev.baton.webhook.web;

import static dev.baton.TestPeople.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.event.EventLog;
import dev.baton.event.EventType;
import dev.baton.event.NewEvent;
import dev.baton.platform.Ids;
import dev.baton.tenant.Role;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.TenantId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The pages about webhooks, as a browser without JavaScript meets them. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class WebhookPagesTests {

    private static final Pattern ADDRESS = Pattern.compile("href=\"(/webhooks/[0-9a-f-]{36})\"");
    private static final Pattern DELIVERY =
            Pattern.compile("href=\"(/webhooks/[0-9a-f-]{36}/deliveries/[0-9a-f-]{36})\"");
    private static final Pattern SECRET = Pattern.compile("whsec_[A-Za-z0-9+/=]{20,}");

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private EventLog events;
    @Autowired private RetryingTransactions transactions;
    @Autowired private JdbcTemplate jdbc;
    private HttpServer receiver;
    private volatile int answer = 200;
    private TenantId tenant;
    private ConsoleBrowser admin;

    @BeforeEach
    void begin() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    var body = "<b>bold</b> answer".getBytes();
                    exchange.sendResponseHeaders(answer, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        receiver.start();
        tenant = people.tenant().id();
        admin = as(Role.TENANT_ADMIN, tenant);
    }

    @AfterEach
    void end() {
        receiver.stop(0);
    }

    @Test
    void explainsWebhooksToThoseWhoHaveNone() {
        assertThat(admin.open("/webhooks"))
                .hasStatusOk()
                .bodyText()
                .contains("No endpoint yet", "href=\"/webhooks/new\"");
    }

    @Test
    void showsTheSecretOnceAndNeverAgain() {
        var created = create("events", "message.completed");

        assertThat(created).hasStatus(201);
        assertThat(created.getResponse().getHeader("Cache-Control")).contains("no-store");
        var body = ConsoleBrowser.body(created);
        assertThat(body).contains("standardwebhooks", "hx-history=\"false\"");
        var secret = find(SECRET, body);
        var path = find(ADDRESS, body);
        assertThat(admin.open(path)).hasStatusOk().bodyText().doesNotContain(secret);
        assertThat(admin.open(path + "/edit")).hasStatusOk().bodyText().doesNotContain(secret);
        assertThat(admin.open("/webhooks")).bodyText().doesNotContain(secret).contains(url());
    }

    @Test
    void explainsEachEventWithAnExample() {
        assertThat(admin.open("/webhooks/new"))
                .hasStatusOk()
                .bodyText()
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
                        "x");

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
                                create(
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
        assertThat(form).doesNotContain("hidden-value");
        assertThat(form).containsPattern("value=\"agent\\.\\*\"[^>]*checked|checked[^>]*value=\"agent\\.\\*\"");
        assertThat(
                        admin.send(
                                path,
                                "version",
                                "0",
                                "url",
                                url(),
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
        assertThat(admin.send(path, "version", "0", "url", url(), "events", "*")).hasStatus(409);
        assertThat(admin.send(path, "version", "1", "url", "", "events", "*")).hasStatus(422);
    }

    @Test
    void countsABacklogNoFurtherThanAnybodyReads() {
        var path = endpoint();
        giveUp(path, 1_000);
        assertThat(admin.open("/webhooks")).bodyText().contains("1,000").doesNotContain("1,000+");

        giveUp(path, 2);

        assertThat(admin.open("/webhooks")).bodyText().contains("1,000+");
        assertThat(admin.open(path)).bodyText().contains("1,000+ deliveries were given up");
    }

    private void giveUp(String path, int count) {
        var endpoint = UUID.fromString(path.substring("/webhooks/".length()));
        jdbc.batchUpdate(
                """
                INSERT INTO webhook_delivery
                    (tenant_id, id, endpoint_id, event_id, event_type, sequence, status, attempts,
                     created_at)
                VALUES (?, ?, ?, ?, 'agent.updated', 1, 'EXHAUSTED', 10, UTC_TIMESTAMP())
                """,
                Stream.generate(
                                () ->
                                        new Object[] {
                                            Ids.bytes(tenant.value()),
                                            Ids.bytes(Ids.next()),
                                            Ids.bytes(endpoint),
                                            Ids.bytes(Ids.next())
                                        })
                        .limit(count)
                        .toList());
    }

    @Test
    void pausesAndActivates() {
        var path = endpoint();

        assertThat(admin.send(path + "/pause")).hasStatus(302);
        append(2);
        await().until(() -> ConsoleBrowser.body(admin.open(path)).contains("2 deliveries are held"));
        assertThat(admin.open(path)).bodyText().contains("Paused", path + "/activation");
        assertThat(admin.send(path + "/activation")).hasStatus(302);
        await().until(
                        () ->
                                ConsoleBrowser.body(admin.open(path + "?status=delivered"))
                                        .contains("agent.updated"));
        assertThat(admin.open(path + "?status=held")).bodyText().contains("Nothing matches");
    }

    @Test
    void showsADeliveryWithItsAttemptsAndSendsItAgain() {
        answer = 500;
        var path = endpoint();
        append(1);
        await().until(() -> ConsoleBrowser.body(admin.open(path)).contains("is-failure"));
        var delivery = find(DELIVERY, ConsoleBrowser.body(admin.open(path)));

        assertThat(admin.open(delivery))
                .hasStatusOk()
                .bodyText()
                .contains("1 of 10", "webhook-signature", "500")
                .contains("&lt;b&gt;bold&lt;/b&gt; answer")
                .doesNotContain("<b>bold</b>");
        answer = 204;
        assertThat(admin.send(delivery + "/resending")).hasStatus(302);
        await().until(() -> ConsoleBrowser.body(admin.open(delivery)).contains("Delivered"));
        assertThat(admin.send(path + "/resending", "hours", "24")).hasStatus(302);
        assertThat(admin.open(path)).bodyText().contains("0 deliveries will be sent again.");
    }

    @Test
    void tellsHowATestWent() {
        answer = 418;
        var path = endpoint();

        assertThat(admin.send(path + "/test"))
                .hasStatusOk()
                .bodyText()
                .contains("The receiver did not accept the test.", "418", "webhook.test");
        answer = 200;
        assertThat(admin.send(path + "/test"))
                .bodyText()
                .contains("The receiver accepted the test.");
    }

    @Test
    void deletes() {
        var path = endpoint();

        assertThat(admin.send(path + "/removal")).hasStatus(302);

        assertThat(admin.open(path)).hasStatus(404);
        assertThat(admin.open("/webhooks")).bodyText().contains("No endpoint yet");
    }

    @Test
    void letsReadersLookAndChangeNothing() {
        var path = endpoint();
        var viewer = as(Role.AUDITOR, tenant);

        assertThat(viewer.open("/webhooks")).hasStatusOk().bodyText().doesNotContain("/webhooks/new");
        assertThat(viewer.open(path))
                .hasStatusOk()
                .bodyText()
                .doesNotContain(path + "/edit", path + "/test", "panel-danger");
        assertThat(viewer.open("/webhooks/new")).hasStatus(403);
        assertThat(viewer.open(path + "/edit")).hasStatus(403);
        assertThat(viewer.send(path, "url", url(), "events", "*")).hasStatus(403);
        for (var change : new String[] {"/pause", "/activation", "/test", "/removal"}) {
            assertThat(viewer.send(path + change)).hasStatus(403);
        }
        assertThat(viewer.send(path + "/resending", "hours", "1")).hasStatus(403);
    }

    @Test
    void hidesEverythingFromOtherTenants() {
        var path = endpoint();
        append(1);
        await().until(() -> ConsoleBrowser.body(admin.open(path)).contains("/deliveries/"));
        var delivery = find(DELIVERY, ConsoleBrowser.body(admin.open(path)));
        var stranger = as(Role.TENANT_OWNER, people.tenant().id());

        assertThat(stranger.open("/webhooks")).bodyText().doesNotContain(url());
        assertThat(stranger.open(path)).hasStatus(404);
        assertThat(stranger.open(path + "/edit")).hasStatus(404);
        assertThat(stranger.open(delivery)).hasStatus(404);
        assertThat(stranger.send(path, "url", url(), "events", "*")).hasStatus(404);
        for (var change : new String[] {"/pause", "/activation", "/test", "/removal"}) {
            assertThat(stranger.send(path + change)).hasStatus(404);
        }
        assertThat(stranger.send(path + "/resending", "hours", "1")).hasStatus(404);
        assertThat(stranger.send(delivery + "/resending")).hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"th", "es"})
    void readsInTheReadersLanguage(String language) {
        endpoint();
        var reader = new ConsoleBrowser(mvc);
        var person = people.person(tenant, Role.TENANT_ADMIN, Locale.of(language));
        reader.signIn(person.email(), PASSWORD);

        for (var path : new String[] {"/webhooks", "/webhooks/new"}) {
            assertThat(reader.open(path))
                    .hasStatusOk()
                    .bodyText()
                    .contains("lang=\"" + language)
                    .doesNotContain("??", "Add endpoint");
        }
    }

    private MvcTestResult create(String... fields) {
        admin.open("/webhooks/new");
        var all = new String[fields.length + 2];
        all[0] = "url";
        all[1] = url();
        System.arraycopy(fields, 0, all, 2, fields.length);
        return admin.send("/webhooks", all);
    }

    private String endpoint() {
        return find(ADDRESS, ConsoleBrowser.body(create("events", "agent.*")));
    }

    private void append(int count) {
        for (var number = 0; number < count; number++) {
            transactions.run(
                    () ->
                            events.append(
                                    new NewEvent(
                                            tenant,
                                            EventType.publicly("agent.updated"),
                                            tenant.value(),
                                            Map.of("name", "assistant"),
                                            null)));
        }
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    }

    private ConsoleBrowser as(Role role, TenantId in) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(in, role).email(), PASSWORD);
        return browser;
    }

    private static String find(Pattern pattern, String body) {
        var match = pattern.matcher(body);
        assertThat(match.find()).as("%s in %s", pattern, body).isTrue();
        return match.group(match.groupCount());
    }
}
