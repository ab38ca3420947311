package dev.baton.console.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.event.EventLog;
import dev.baton.event.EventType;
import dev.baton.event.NewEvent;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.EndpointSettings;
import dev.baton.webhook.WebhookDesk;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What the bell counts and the page behind it tells. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class AlertPagesTests {

    @Autowired MockMvcTester mvc;
    @Autowired TestPeople people;
    @Autowired EventLog events;
    @Autowired RetryingTransactions transactions;
    @Autowired WebhookDesk webhooks;
    @Autowired ApiKeys keys;
    @Autowired JdbcTemplate jdbc;
    @Autowired Clock clock;

    private TestPeople.Person owner;
    private TenantId tenant;
    private ConsoleBrowser browser;

    @BeforeEach
    void signIn() {
        tenant = people.tenant().id();
        owner = people.person(tenant, Role.TENANT_OWNER);
        browser = signedIn(owner);
    }

    @Test
    void saysThatThereIsNothingToLookAfter() {
        assertThat(browser.open("/alerts"))
                .hasStatusOk()
                .bodyText()
                .contains("Nothing to look after", "Alerts, nothing unread");
    }

    @Test
    void tellsEachPersonWhatTheyHaveNotRead() {
        spent(80);
        awaitAlert(browser, "80 % of the budget of 50.00");
        assertThat(browser.open("/dashboard"))
                .bodyText()
                .contains("Alerts, 1 unread", "<h2>New alerts</h2>");

        assertThat(browser.send("/alerts/reading", "until", clock.instant().toString()))
                .hasStatus(302);

        assertThat(browser.open("/dashboard"))
                .bodyText()
                .contains("Alerts, nothing unread")
                .doesNotContain("<h2>New alerts</h2>");
        assertThat(signedIn(people.person(tenant, Role.VIEWER)).open("/dashboard"))
                .bodyText()
                .contains("Alerts, 1 unread");
        spent(100);
        awaitAlert(browser, "is spent: calls are refused");
        assertThat(browser.open("/dashboard")).bodyText().contains("Alerts, 1 unread");
    }

    @Test
    void tellsOnceWhatHappenedSeveralTimes() {
        limitReached();
        limitReached();
        limitReached();

        awaitAlert(browser, ">3</td>");
        assertThat(browser.open("/alerts"))
                .bodyText()
                .contains("limit of an API key is reached", "Alerts, 1 unread");
    }

    @Test
    void tellsOfWebhooksThatAreStillThere() {
        var endpoint =
                webhooks.create(
                                tenant,
                                new EndpointSettings(
                                        "http://127.0.0.1:1025/x", "", List.of("*"), List.of()),
                                owner.actor())
                        .endpoint();
        exhausted(endpoint.id().value());
        exhausted(Ids.next());

        awaitAlert(browser, "Deliveries to 127.0.0.1 were given up");
        assertThat(browser.open("/alerts")).bodyText().contains("Alerts, 1 unread");
    }

    @Test
    void remindsOfAKeyThatIsAboutToEndThoseWhoMayKnow() {
        var key =
                keys.issue(
                                tenant,
                                new NewKey(
                                        "Shop", Set.of(Permission.MESSAGES_WRITE.wire()), null, null),
                                owner.actor())
                        .key()
                        .id();
        jdbc.update(
                "UPDATE api_key SET created_at = ?, expires_at = ? WHERE tenant_id = ? AND id = ?",
                Utc.of(clock.instant().minus(Duration.ofDays(60))),
                Utc.of(clock.instant().plus(Duration.ofDays(2))),
                Ids.bytes(tenant.value()),
                Ids.bytes(key.value()));

        awaitAlert(browser, "API key Shop expires on");
        assertThat(signedIn(people.person(tenant, Role.VIEWER)).open("/alerts"))
                .bodyText()
                .doesNotContain("Shop");
    }

    @Test
    void tellsNothingOfAnotherTenant() {
        var stranger = signedIn(people.person(people.tenant().id(), Role.TENANT_OWNER));
        spent(50);
        awaitAlert(browser, "50 % of the budget");

        assertThat(stranger.open("/alerts")).bodyText().contains("Nothing to look after");
    }

    private void awaitAlert(ConsoleBrowser browser, String text) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(browser.open("/alerts")).bodyText().contains(text));
    }

    private void spent(int percent) {
        append(
                "budget.threshold_reached",
                tenant.value(),
                Map.of(
                        "percent", percent,
                        "period", "2026-11",
                        "spent", "40.00",
                        "limit", "50.00",
                        "currency", "USD"));
    }

    private void limitReached() {
        append(
                "tenant.limit_reached",
                Ids.next(),
                Map.of(
                        "code", "rate_limited",
                        "limit", "key",
                        "detail", "Too many.",
                        "decision_id", Ids.next().toString()));
    }

    private void exhausted(UUID endpoint) {
        append(
                "webhook.exhausted",
                endpoint,
                Map.of(
                        "endpoint_id", endpoint.toString(),
                        "delivery_id", Ids.next().toString(),
                        "event_id", Ids.next().toString(),
                        "event_type", "message.completed",
                        "attempts", 10));
    }

    private void append(String type, UUID subject, Map<String, ?> data) {
        transactions.run(
                () ->
                        events.append(
                                new NewEvent(
                                        tenant, EventType.publicly(type), subject, data, null)));
    }

    private ConsoleBrowser signedIn(TestPeople.Person person) {
        var signedIn = new ConsoleBrowser(mvc);
        signedIn.signIn(person.email(), TestPeople.PASSWORD);
        return signedIn;
    }
}
