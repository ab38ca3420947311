package dev.baton.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.platform.Ids;
import dev.baton.platform.http.OutgoingHttpFixtures;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;

/** What an attempt keeps of the request and of whatever comes back. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
@ExtendWith(OutputCaptureExtension.class)
class DeliveryAnswersTests {

    private static final String SECRET = "s3cret-Tzx9-never-shown";

    @RegisterExtension static final Receiver RECEIVER = new Receiver();

    @Autowired private WebhookBench bench;
    @Autowired private EventLog events;
    @Autowired private EndpointSecrets secrets;
    @Autowired private JdbcTemplate jdbc;

    @BeforeEach
    void forget() {
        RECEIVER.resetAll();
    }

    @Test
    void sendsOwnHeadersAndMasksSecretOnes(CapturedOutput output) {
        RECEIVER.answers(
                aResponse()
                        .withStatus(500)
                        .withHeader("X-Echo", "you sent " + SECRET)
                        .withBody("denied: " + SECRET));
        var id =
                bench.due(
                        RECEIVER.url(),
                        1,
                        new EndpointHeader("X-Team", "blue", false),
                        new EndpointHeader("Authorization", SECRET, true));

        bench.send(id);

        var request = RECEIVER.received().getFirst();
        assertThat(request.getHeader("X-Team")).isEqualTo("blue");
        assertThat(request.getHeader("Authorization")).isEqualTo(SECRET);
        var attempt = bench.attempts(id).getFirst();
        assertThat(attempt.toString()).doesNotContain(SECRET);
        assertThat(attempt.requestHeaders()).contains("X-Team: blue", "Authorization: ••••••");
        assertThat(attempt.responseBody()).isEqualTo("denied: ••••••");
        assertThat(attempt.responseHeaders()).contains("x-echo: you sent ••••••");
        assertThat(bench.desk.headers(bench.get(id)).toString()).doesNotContain(SECRET);
        assertThat(output).doesNotContain(SECRET);
        assertThat(everythingStoredAbout(id)).doesNotContain(SECRET, "whsec_");
    }

    @Test
    void cutsALongBody() {
        RECEIVER.answers(aResponse().withStatus(200).withBody("ก".repeat(300_000)));
        var id = bench.due(RECEIVER.url(), 1);

        bench.send(id);

        assertThat(bench.only(id).status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(bench.attempts(id).getFirst().responseBody())
                .isEqualTo("ก".repeat(16 * 1024));
    }

    @Test
    void cutsNoCharacterInHalf() {
        RECEIVER.answers(aResponse().withStatus(200).withBody("x" + "😀".repeat(10_000)));
        var id = bench.due(RECEIVER.url(), 1);

        bench.send(id);

        var shown = bench.attempts(id).getFirst().responseBody();
        assertThat(shown).startsWith("x😀").endsWith("😀").hasSizeBetween(16_383, 16_384);
    }

    @Test
    void keepsABodyThatIsNoText() {
        RECEIVER.answers(
                aResponse().withStatus(200).withBody(new byte[] {0, 1, (byte) 0xff, 'o', 'k', 13}));
        var id = bench.due(RECEIVER.url(), 1);

        bench.send(id);

        assertThat(bench.only(id).status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(bench.attempts(id).getFirst().responseBody()).contains("ok");
    }

    @Test
    void recordsAnAnswerWithVeryManyHeaders() throws IOException {
        try (var hostile = new HostileReceiver()) {
            var id = bench.due(hostile.url("/longhead"), 1);

            bench.send(id);

            assertThat(bench.only(id).status()).isEqualTo(DeliveryStatus.DELIVERED);
            assertThat(bench.attempts(id).getFirst().responseHeaders()).hasSize(8 * 1024);
        }
    }

    @Test
    void failsOnAHeadWithoutEnd() throws IOException {
        try (var hostile = new HostileReceiver()) {
            var id = bench.due(hostile.url("/hugehead"), 1);

            bench.send(id);

            assertThat(bench.attempts(id).getFirst().failure()).isEqualTo("too_large");
        }
    }

    @Test
    void disablesAnEndpointThatIsGoneAndHoldsItsEvents() {
        RECEIVER.answers(410);
        var id = bench.due(RECEIVER.url(), 3);

        bench.send(id);

        assertThat(RECEIVER.received()).hasSize(1);
        assertThat(bench.get(id))
                .returns(EndpointStatus.DISABLED, Endpoint::status)
                .returns("gone", endpoint -> endpoint.disabledReason().orElseThrow());
        assertThat(bench.list(id)).extracting(Delivery::status).containsOnly(DeliveryStatus.HELD);
        await().until(
                        () -> !events.after(id.tenant(), "webhook.endpoint_disabled", 0, 5).isEmpty());
        assertThat(events.after(id.tenant(), "webhook.endpoint_disabled", 0, 5))
                .singleElement()
                .satisfies(
                        event ->
                                assertThat(event.data())
                                        .contains("\"reason\":\"gone\"", RECEIVER.url()));
    }

    @Test
    void sendsWhatAGoneEndpointMissedOnceItIsBack() {
        RECEIVER.answers(410);
        var id = bench.due(RECEIVER.url(), 2);
        bench.send(id);
        bench.happen(id, 3);
        RECEIVER.answers(200);
        RECEIVER.resetRequests();

        bench.activate(id);
        bench.send(id);

        assertThat(bench.get(id).isActive()).isTrue();
        assertThat(bench.get(id).disabledReason()).isEmpty();
        assertThat(bench.list(id)).hasSize(5).extracting(Delivery::status).containsOnly(DeliveryStatus.DELIVERED);
        assertThat(RECEIVER.received())
                .extracting(it -> it.getHeader("webhook-sequence"))
                .containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    }

    @Test
    void disablesAnEndpointThatFailedForFiveDays() {
        RECEIVER.answers(500);
        var id = bench.due(RECEIVER.url(), 1);
        bench.send(id);
        bench.clock.set(bench.only(id).nextAttemptAt().plus(Duration.ofDays(4)));
        bench.send(id);
        assertThat(bench.get(id).isActive()).as("four days are not enough").isTrue();

        bench.clock.advance(Duration.ofDays(2));
        bench.send(id);

        assertThat(bench.get(id))
                .returns(EndpointStatus.DISABLED, Endpoint::status)
                .returns("failing", endpoint -> endpoint.disabledReason().orElseThrow());
        assertThat(bench.only(id).status()).isEqualTo(DeliveryStatus.HELD);
    }

    @Test
    void countsFiveDaysFromTheLastSuccess() {
        RECEIVER.answers(500);
        var id = bench.due(RECEIVER.url(), 1);
        bench.send(id);
        RECEIVER.answers(200);
        bench.clock.set(bench.only(id).nextAttemptAt());
        bench.send(id);
        RECEIVER.answers(500);
        bench.clock.advance(Duration.ofDays(10));
        bench.resend(id, bench.only(id).id());

        bench.send(id);

        assertThat(bench.get(id).isActive()).isTrue();
        assertThat(bench.get(id).failingSince()).contains(bench.clock.instant());
    }

    @Test
    void letsAPersonEditAnEndpointThatIsJustFailing() {
        RECEIVER.answers(500);
        var id = bench.due(RECEIVER.url(), 1);
        var version = bench.get(id).version();

        bench.send(id);

        var settings = new EndpointSettings(RECEIVER.url("/new"), "", List.of("*"), List.of());
        bench.desk.edit(id, version, settings, WebhookBench.by(id));
        assertThat(bench.get(id).failingSince()).as("an edit is no success").isPresent();
    }

    @Test
    void tellsWhyAnAddressIsRefusedWhenItIsSentTo() {
        var id = bench.endpoint(RECEIVER.url());
        try (var http = OutgoingHttpFixtures.guarded()) {
            var sender = new WebhookSender(
                            new WebhookRequest(secrets), http, bench.metrics, bench.clock);
            var event =
                    new Event(
                            id.tenant(),
                            id.value(),
                            1,
                            1,
                            "agent.updated",
                            id.value(),
                            "{}",
                            bench.clock.instant(),
                            null);

            var sent = sender.send(bench.get(id), event, id.value(), 1, 1);

            assertThat(sent.attempt().failure()).isEqualTo("refused_loopback");
            assertThat(sent.attempt().responseStatus()).isNull();
            assertThat(RECEIVER.received()).isEmpty();
        }
    }

    @Test
    void givesUpOnAReceiverThatDoesNotAnswerInTime() {
        RECEIVER.answers(aResponse().withStatus(200).withFixedDelay(5_000));
        var id = bench.endpoint(RECEIVER.url());
        var impatient =
                WebhookRequest.LIMITS
                        .withFirstByte(Duration.ofMillis(300))
                        .withTotal(Duration.ofMillis(300));
        try (var http = OutgoingHttpFixtures.loopbackAllowed()) {
            var sender =
                    new WebhookSender(
                            new WebhookRequest(secrets, impatient),
                            http,
                            bench.metrics,
                            bench.clock);
            var event =
                    new Event(
                            id.tenant(),
                            id.value(),
                            1,
                            1,
                            "agent.updated",
                            id.value(),
                            "{}",
                            bench.clock.instant(),
                            "0af7651916cd43dd8448eb211c80319c");

            var sent = sender.send(bench.get(id), event, id.value(), 1, 1);

            assertThat(sent.attempt().failure()).startsWith("timeout_");
            assertThat(sent.attempt().latencyMicros()).isBetween(200_000L, 4_000_000L);
            assertThat(sent.attempt().requestHeaders())
                    .contains("traceparent: 00-0af7651916cd43dd8448eb211c80319c-");
        }
    }

    @Test
    void waitsLongEnoughForASlowReceiverAndNotForEver() {
        assertThat(WebhookRequest.LIMITS.total())
                .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    private String everythingStoredAbout(EndpointId id) {
        return jdbc.queryForList("SELECT * FROM webhook_endpoint WHERE tenant_id = ?", Ids.bytes(id.tenant().value()))
                        .toString()
                + jdbc.queryForList(
                                "SELECT * FROM webhook_attempt WHERE tenant_id = ?",
                                Ids.bytes(id.tenant().value()))
                        .stream()
                        .map(Object::toString)
                        .toList();
    }
}
