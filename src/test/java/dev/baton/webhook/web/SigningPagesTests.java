package dev.baton.webhook.web;

import static dev.baton.webhook.web.WebhookConsole.ADDRESS;
import static dev.baton.webhook.web.WebhookConsole.find;
import static org.assertj.core.api.Assertions.assertThat;

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

/** The pages about secrets and signatures. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class SigningPagesTests {

    private static final Pattern SECRET = Pattern.compile("whsec_[A-Za-z0-9+/=]{20,}");

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
    void showsTheSecretOnceAndNeverAgain() {
        var created = console.create("events", "message.completed");

        assertThat(created).hasStatus(201);
        assertThat(created.getResponse().getHeader("Cache-Control")).contains("no-store");
        var body = ConsoleBrowser.body(created);
        assertThat(body).contains("standardwebhooks", "hx-history=\"false\"");
        var secret = find(SECRET, body);
        var path = find(ADDRESS, body);
        assertThat(admin.open(path)).hasStatusOk().bodyText().doesNotContain(secret);
        assertThat(admin.open(path + "/edit")).hasStatusOk().bodyText().doesNotContain(secret);
        assertThat(admin.open("/webhooks")).bodyText().doesNotContain(secret).contains(receiver.url());
    }

    @Test
    void rotatesTheSecretWithAnOverlap() {
        var created = console.create("events", "agent.*");
        var path = find(ADDRESS, ConsoleBrowser.body(created));
        var before = find(SECRET, ConsoleBrowser.body(created));

        var rotated = admin.send(path + "/secret-rotation", "hours", "24");

        assertThat(rotated).hasStatusOk();
        assertThat(rotated.getResponse().getHeader("Cache-Control")).contains("no-store");
        var after = find(SECRET, ConsoleBrowser.body(rotated));
        assertThat(after).isNotEqualTo(before);
        assertThat(admin.open(path + "/signing"))
                .bodyText()
                .contains("Two secrets sign until", path + "/previous-secret/removal")
                .doesNotContain(after, before);
        assertThat(admin.send(path + "/secret-rotation")).hasStatus(409);
        assertThat(admin.send(path + "/previous-secret/removal")).hasStatus(302);
        assertThat(admin.open(path + "/signing")).bodyText().contains(path + "/secret-rotation");
    }

    @Test
    void asksBeforeTheOldSecretEndsAtOnce() {
        var created = console.create("events", "agent.*");
        var path = find(ADDRESS, ConsoleBrowser.body(created));

        assertThat(admin.send(path + "/secret-rotation", "hours", "0"))
                .hasStatusOk()
                .bodyText()
                .contains("Waiting now: 0", "name=\"hours\" value=\"0\"")
                .doesNotContain("whsec_");
        admin.send(path + "/secret-rotation", "hours", "24");
        assertThat(admin.open(path + "/signing"))
                .bodyText()
                .contains("Stop signing with the old secret?", "Waiting now: 0");
        admin.send(path + "/previous-secret/removal");

        assertThat(admin.send(path + "/secret-rotation", "hours", "0", "confirmed", "true"))
                .hasStatusOk()
                .bodyText()
                .contains("whsec_");
    }

    @Test
    void tellsWhyAReceiverRefusesARequest() {
        var path = console.endpoint();
        var tested = ConsoleBrowser.body(admin.send(path + "/test"));
        var id = find(Pattern.compile("webhook-id: (msg_[0-9a-f-]+)"), tested);
        var timestamp = find(Pattern.compile("webhook-timestamp: ([0-9]+)"), tested);
        var signature = find(Pattern.compile("webhook-signature: (v1,[A-Za-z0-9+/=]+)"), tested);

        var verdict =
                admin.send(
                        path + "/signing",
                        "message", id,
                        "timestamp", timestamp,
                        "signature", signature,
                        "body", "{\"changed\": true}");

        assertThat(verdict).hasStatusOk().bodyText().contains("The id differs", signature);
        assertThat(admin.open(path + "/signing"))
                .bodyText()
                .contains("Node.js", "Python", "Java", "Go", "PHP");
    }
}
