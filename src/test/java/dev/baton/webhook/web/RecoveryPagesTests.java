package dev.baton.webhook.web;

import static dev.baton.webhook.web.WebhookConsole.ADDRESS;
import static dev.baton.webhook.web.WebhookConsole.DELIVERY;
import static dev.baton.webhook.web.WebhookConsole.find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.ConsoleBrowser;
import dev.baton.webhook.PlainReceiver;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The pages about what did not arrive: what became of it, and sending it again. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class RecoveryPagesTests {

    @RegisterExtension final PlainReceiver receiver = new PlainReceiver();

    @Autowired private MockMvcTester mvc;
    @Autowired private WebhookConsoles consoles;
    private WebhookConsole console;
    private ConsoleBrowser admin;

    @BeforeEach
    void begin() {
        console = consoles.to(receiver, mvc);
        admin = console.admin();
    }

    @Test
    void countsABacklogNoFurtherThanAnybodyReads() {
        var path = console.endpoint();
        console.giveUp(path, 1_000);
        assertThat(admin.open("/webhooks")).bodyText().contains("1,000").doesNotContain("1,000+");

        console.giveUp(path, 2);

        assertThat(admin.open("/webhooks")).bodyText().contains("1,000+");
        assertThat(admin.open(path)).bodyText().contains("Given up after all their attempts: 1,000+.");
    }

    @Test
    void showsADeliveryWithItsAttemptsAndSendsItAgain() {
        receiver.answers(500);
        var path = console.endpoint();
        console.append(1);
        await().until(() -> ConsoleBrowser.body(admin.open(path)).contains("is-failure"));
        var delivery = find(DELIVERY, ConsoleBrowser.body(admin.open(path)));

        assertThat(admin.open(delivery))
                .hasStatusOk()
                .bodyText()
                .contains("1 of 10", "webhook-signature", "500")
                .contains("&lt;b&gt;bold&lt;/b&gt; answer")
                .doesNotContain("<b>bold</b>");
        receiver.answers(204);
        assertThat(admin.send(delivery + "/resending")).hasStatus(302);
        await().until(() -> ConsoleBrowser.body(admin.open(delivery)).contains("Delivered"));
        assertThat(admin.send(path + "/resending")).hasStatus(302);
        assertThat(admin.open(path)).bodyText().contains("Deliveries that will be sent again: 0.");
    }

    @Test
    void countsBeforeItSendsAgainAndDoesSoOnce() {
        var path = console.endpoint();
        admin.send(path + "/pause");
        assertThat(admin.open(path)).hasStatusOk();
        console.giveUp(path, 3);

        var page = ConsoleBrowser.body(admin.open(path + "/recovery"));
        assertThat(page).contains("Deliveries given up: 3.", "Send 3 again");
        assertThat(admin.open(path + "/recovery?from=2020-01-01T00:00&to=2020-01-02T00:00"))
                .bodyText()
                .contains("Nothing that happened in this time was given up.");
        var wish = find(Pattern.compile("name=\"wish\" value=\"([0-9a-f-]{36})\""), page);
        var from = find(Pattern.compile("name=\"from\" value=\"([^\"]+Z)\""), page);
        var to = find(Pattern.compile("name=\"to\" value=\"([^\"]+Z)\""), page);

        for (var times = 0; times < 2; times++) {
            assertThat(
                            admin.send(
                                    path + "/resending",
                                    "wish", wish,
                                    "from", from,
                                    "to", to))
                    .hasStatus(302);
            assertThat(admin.open(path)).bodyText().contains("Deliveries that will be sent again: 3.");
        }

        await().until(
                        () ->
                                ConsoleBrowser.body(admin.open(path + "/recovery"))
                                        .contains("3 of 3"));
        assertThat(admin.open(path)).bodyText().contains("Deliveries held: 3");
    }

    @Test
    void fixesTheAddressAndSendsAgain() {
        receiver.answers(500);
        var path =
                find(
                        ADDRESS,
                        ConsoleBrowser.body(
                                console.create("events", "agent.*", "retryPlan", "none")));
        console.append(1);
        await().until(() -> ConsoleBrowser.body(admin.open(path)).contains("is-failure"));
        var delivery = find(DELIVERY, ConsoleBrowser.body(admin.open(path)));
        assertThat(admin.open(delivery))
                .bodyText()
                .contains("1 of 1", "curl -i -X POST", "--data-raw", delivery + "/fix");

        assertThat(admin.send(delivery + "/fix", "url", "http://10.0.0.1/"))
                .hasStatus(422)
                .bodyText()
                .contains("This address is in a private network.", "value=\"http://10.0.0.1/\"");
        receiver.answers(200);
        assertThat(admin.send(delivery + "/fix", "url", receiver.url() + "/fixed")).hasStatus(302);

        await().until(() -> ConsoleBrowser.body(admin.open(delivery)).contains("Delivered"));
        assertThat(admin.open(path)).bodyText().contains(receiver.url() + "/fixed");
    }

    @Test
    void activatesWhatBatonDisabledWhenItsAddressIsFixed() {
        receiver.answers(410);
        var path = console.endpoint();
        console.append(1);
        await().until(() -> ConsoleBrowser.body(admin.open(path)).contains("410 Gone"));
        var delivery = find(DELIVERY, ConsoleBrowser.body(admin.open(path)));
        assertThat(admin.open(delivery)).bodyText().contains("Held because the receiver answered 410");
        receiver.answers(200);

        assertThat(admin.send(delivery + "/fix", "url", receiver.url() + "/moved")).hasStatus(302);

        await().until(() -> ConsoleBrowser.body(admin.open(delivery)).contains("Delivered"));
        assertThat(admin.open(path)).bodyText().contains("Active");
    }

    @Test
    void showsHowFarAnEndpointIsFromBeingDisabled() {
        receiver.answers(500);
        var path = console.endpoint();
        console.append(1);

        await().until(() -> ConsoleBrowser.body(admin.open(path)).contains("class=\"meter\""));
        assertThat(admin.open(path)).bodyText().contains("0 % of the time before it is disabled has passed");
    }
}
