package dev.baton.webhook;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.baton.TestPeople;
import dev.baton.platform.Ids;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.webhook.SignatureDesk.Arrived;
import dev.baton.webhook.SignatureVerdict.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;

/** Changing the secret without a receiver refusing anything, and finding out why one does. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class SecretRotationTests {

    @RegisterExtension static final Receiver RECEIVER = new Receiver();

    @Autowired private WebhookBench bench;
    @Autowired private WebhookDesk desk;
    @Autowired private EndpointSecrets secrets;
    @Autowired private SignatureDesk signatures;
    @Autowired private JdbcTemplate jdbc;
    private Actor by;
    private EndpointId id;
    private String secret;

    @BeforeEach
    void create() {
        RECEIVER.resetAll();
        RECEIVER.answers(200);
        var tenant = bench.tenant();
        by = TestPeople.operator(tenant);
        var created =
                desk.create(
                        tenant,
                        new EndpointSettings(
                                RECEIVER.url(), "", List.of(WebhookBench.EVENT), List.of()),
                        by);
        id = created.endpoint().id();
        secret = created.secret();
    }

    @Test
    void signsWithBothSecretsWhileTheReceiverChangesOver() throws Exception {
        var rotated = desk.rotateSecret(id, ofHours(24), by);

        var request = test();

        assertThat(rotated.secret()).isNotEqualTo(secret);
        assertThat(request.getHeader("webhook-signature")).matches("v1,\\S{44} v1,\\S{44}");
        Receiver.verify(request, secret);
        Receiver.verify(request, rotated.secret());
        assertThat(desk.get(id).previousSecretUntil(Instant.now())).isPresent();
    }

    @Test
    void notesWhoChangedIt() {
        assertThat(desk.get(id).changedBy()).isEmpty();

        desk.rotateSecret(id, ofHours(24), by);
        var rotated = desk.get(id);
        desk.endOverlap(id, somebodyElse());
        var ended = desk.get(id);
        desk.endOverlap(id, by);

        assertThat(rotated.changedBy()).contains(by.name());
        assertThat(rotated.changedAt()).isPresent();
        assertThat(ended.changedBy()).contains(somebodyElse().name());
        assertThat(desk.get(id))
                .as("there was nothing to end any more")
                .returns(ended.version(), Endpoint::version)
                .returns(ended.changedBy(), Endpoint::changedBy);
    }

    @Test
    void notesNobodyWhoPausesWhatIsPausedOrActivatesWhatIsActive() {
        desk.activate(id, by);
        assertThat(desk.get(id).changedBy()).isEmpty();

        desk.pause(id, by);
        var paused = desk.get(id);
        desk.pause(id, somebodyElse());

        assertThat(paused.changedBy()).contains(by.name());
        assertThat(desk.get(id))
                .returns(paused.version(), Endpoint::version)
                .returns(paused.changedBy(), Endpoint::changedBy);
    }

    private Actor somebodyElse() {
        return Actor.system(id.tenant(), "somebody else", Permission.WEBHOOKS_WRITE);
    }

    @Test
    void signsWithTheNewSecretOnlyOnceTheTimeIsOver() {
        desk.rotateSecret(id, ofHours(24), by);
        var endpoint = desk.get(id);
        var later = Instant.now().plus(Duration.ofHours(25));

        var signature = secrets.sign(endpoint, "msg_1", later, new byte[] {1});

        assertThat(signature).doesNotContain(" ");
        assertThat(endpoint.previousSecretUntil(later)).isEmpty();
        assertThat(secrets.previous(endpoint, later)).isEmpty();
    }

    @Test
    void forgetsALeakedSecretAtOnce() throws Exception {
        var rotated = desk.rotateSecret(id, Duration.ZERO, by);

        var request = test();

        Receiver.verify(request, rotated.secret());
        assertThatThrownBy(() -> Receiver.verify(request, secret))
                .isInstanceOf(WebhookVerificationException.class);
        assertThat(
                        jdbc.queryForList(
                                "SELECT previous_secret FROM webhook_endpoint WHERE id = ?",
                                String.class,
                                Ids.bytes(id.value())))
                .containsOnlyNulls();
    }

    @Test
    void endsTheOverlapWhenAsked() throws Exception {
        var rotated = desk.rotateSecret(id, ofHours(24), by);

        desk.endOverlap(id, by);

        var request = test();
        Receiver.verify(request, rotated.secret());
        assertThatThrownBy(() -> Receiver.verify(request, secret))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void leavesNoReceiverBehindByRotatingTwice() {
        desk.rotateSecret(id, ofHours(24), by);

        assertThatThrownBy(() -> desk.rotateSecret(id, ofHours(24), by))
                .isInstanceOf(SecretStillChanging.class);
        assertThatThrownBy(() -> desk.rotateSecret(id, ofHours(169), by))
                .isInstanceOf(EndpointRefused.class);
        desk.endOverlap(id, by);
        desk.rotateSecret(id, ofHours(24), by);
    }

    @Test
    void takesWhatWasSentForGenuine() {
        var request = test();

        assertThat(check(request)).isEqualTo(SignatureVerdict.of(Finding.VALID, false));
        assertThat(check(arrived(request, request.getBodyAsString() + "\r\n")).finding())
                .as("a form's line break")
                .isEqualTo(Finding.VALID);
        desk.rotateSecret(id, ofHours(24), by);
        assertThat(check(request).finding()).isEqualTo(Finding.VALID_WITH_PREVIOUS);
        assertThat(check(test()).finding()).isEqualTo(Finding.VALID);
    }

    @Test
    void tellsWhichPartDiffers() {
        var due = bench.due(RECEIVER.url(), 1);
        bench.send(due);
        var request = RECEIVER.received().getLast();
        var good = arrived(request, request.getBodyAsString());
        id = due;

        assertThat(check(good).finding()).isEqualTo(Finding.VALID);
        assertThat(check(good).old()).as("sent years from now").isTrue();
        assertThat(check(arrived(request, good.body().replace("{\"type\":", "{ \"type\": "))))
                .returns(Finding.BODY_DIFFERS, SignatureVerdict::finding)
                .returns(2, SignatureVerdict::at);
        assertThat(
                        check(
                                        new Arrived(
                                                good.id(),
                                                "1764162000",
                                                good.signature(),
                                                good.body()))
                                .finding())
                .isEqualTo(Finding.TIMESTAMP_DIFFERS);
        assertThat(
                        check(
                                        new Arrived(
                                                "msg_" + by.requiredId(),
                                                good.timestamp(),
                                                good.signature(),
                                                good.body()))
                                .finding())
                .isEqualTo(Finding.ID_UNKNOWN);
        assertThat(
                        check(
                                        new Arrived(
                                                good.id(),
                                                good.timestamp(),
                                                "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                                                good.body()))
                                .finding())
                .isEqualTo(Finding.SIGNATURE_DIFFERS);
        assertThat(
                        check(new Arrived(good.id(), "today", good.signature(), good.body()))
                                .finding())
                .isEqualTo(Finding.TIMESTAMP_UNREADABLE);
        assertThat(check(new Arrived(good.id(), good.timestamp(), "v1,short", good.body())).finding())
                .isEqualTo(Finding.SIGNATURE_UNREADABLE);

        desk.rotateSecret(id, Duration.ZERO, WebhookBench.by(id));
        assertThat(check(good).finding()).isEqualTo(Finding.SECRET_RETIRED);
    }

    private LoggedRequest test() {
        desk.sendTest(id, by);
        return RECEIVER.received().getLast();
    }

    private SignatureVerdict check(LoggedRequest request) {
        return check(arrived(request, request.getBodyAsString()));
    }

    private SignatureVerdict check(Arrived arrived) {
        return signatures.check(id, arrived);
    }

    private static Arrived arrived(LoggedRequest request, String body) {
        return new Arrived(
                request.getHeader("webhook-id"),
                request.getHeader("webhook-timestamp"),
                request.getHeader("webhook-signature"),
                body);
    }
}
