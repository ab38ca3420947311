package dev.baton.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.work.LeaseLost;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/** When a delivery is tried again, and when no more. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class DeliveryScheduleTests {

    @RegisterExtension static final Receiver RECEIVER = new Receiver();

    @Autowired private WebhookBench bench;
    @Autowired private EventLog events;

    @BeforeEach
    void forget() {
        RECEIVER.resetAll();
    }

    @Test
    void triesTenTimesWithTheSameIdAndBody() {
        RECEIVER.answers(500);
        var id = bench.due(RECEIVER.url(), 1);

        for (var attempt = 1; attempt <= 10; attempt++) {
            assertThat(bench.send(id)).isOne();
            assertThat(bench.only(id).attempts()).isEqualTo(attempt);
            if (attempt < 10) {
                assertThat(bench.untilNext(id)).satisfies(within(RetryPlan.STANDARD.waits().get(attempt)));
                assertThat(bench.send(id)).as("nothing is due earlier").isZero();
                bench.clock.set(bench.only(id).nextAttemptAt());
            }
        }

        bench.clock.advance(Duration.ofDays(30));
        assertThat(bench.send(id)).isZero();
        var received = RECEIVER.received();
        assertThat(received).hasSize(10);
        assertThat(received).extracting(it -> it.getHeader("webhook-id")).containsOnly(
                "msg_" + bench.only(id).event());
        assertThat(received).extracting(LoggedRequest::getBodyAsString).containsOnly(
                received.getFirst().getBodyAsString());
        assertThat(received)
                .extracting(it -> it.getHeader("webhook-timestamp"))
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(received)
                .extracting(it -> it.getHeader("webhook-signature"))
                .doesNotHaveDuplicates();
    }

    @Test
    void givesUpVisiblyAfterTheTenth() {
        RECEIVER.answers(503);
        var id = bench.due(RECEIVER.url(), 1);

        exhaust(id);

        var delivery = bench.only(id);
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.EXHAUSTED);
        assertThat(delivery.nextAttemptAt()).isNull();
        assertThat(bench.deliveries.backlog(id).exhausted()).isOne();
        assertThat(bench.attempts(id))
                .extracting(DeliveryAttempt::number)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(eventOf(id, "webhook.exhausted").data())
                .contains(delivery.id().toString(), "\"attempts\":10", delivery.event().toString());
    }

    @Test
    void stopsWithTheFirstSuccess() {
        RECEIVER.answers(500);
        var id = bench.due(RECEIVER.url(), 1);
        bench.send(id);
        assertThat(bench.get(id).failingSince()).isPresent();
        RECEIVER.answers(204);

        bench.clock.set(bench.only(id).nextAttemptAt());
        bench.send(id);

        assertThat(bench.only(id).status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(bench.get(id).failingSince()).isEmpty();
        bench.clock.advance(Duration.ofDays(30));
        assertThat(bench.send(id)).isZero();
        assertThat(RECEIVER.received()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void takesEvery2xxForSuccess(int status) {
        RECEIVER.answers(status);
        var id = bench.due(RECEIVER.url(), 1);

        bench.send(id);

        assertThat(bench.only(id).status()).isEqualTo(DeliveryStatus.DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        RECEIVER.answers(
                aResponse().withStatus(status).withHeader("Location", RECEIVER.url("/elsewhere")));
        var id = bench.due(RECEIVER.url(), 1);

        bench.send(id);

        assertThat(RECEIVER.received()).hasSize(1);
        assertThat(bench.only(id).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(bench.attempts(id).getFirst())
                .returns("redirect", DeliveryAttempt::failure)
                .returns(status, DeliveryAttempt::responseStatus);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 418, 500, 503})
    void takesEverythingElseForAFailure(int status) {
        RECEIVER.answers(status);
        var id = bench.due(RECEIVER.url(), 1);

        bench.send(id);

        assertThat(bench.only(id).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(bench.attempts(id).getFirst().failure()).isEqualTo("status_" + status);
        assertThat(bench.untilNext(id)).satisfies(within(ofSeconds(5)));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 504})
    void leavesAnOverrunReceiverAloneAsLongAsItAsks(int status) {
        RECEIVER.answers(aResponse().withStatus(status).withHeader("Retry-After", "120"));
        var id = bench.due(RECEIVER.url(), 3);

        bench.send(id);

        assertThat(RECEIVER.received()).as("the others wait too").hasSize(1);
        assertThat(bench.list(id))
                .allSatisfy(
                        delivery ->
                                assertThat(
                                                Duration.between(
                                                        bench.clock.instant(),
                                                        delivery.nextAttemptAt()))
                                        .isBetween(ofSeconds(120), ofSeconds(145)));
        assertThat(bench.list(id)).extracting(Delivery::attempts).containsExactlyInAnyOrder(1, 0, 0);

        RECEIVER.answers(200);
        bench.clock.advance(ofSeconds(110));
        assertThat(bench.send(id)).isZero();
        bench.clock.advance(ofSeconds(40));
        assertThat(bench.send(id)).isEqualTo(3);
        assertThat(bench.list(id))
                .extracting(Delivery::status)
                .containsOnly(DeliveryStatus.DELIVERED);
    }

    @Test
    void readsRetryAfterAsADate() {
        var date = bench.clock.instant().plus(ofHours(1)).atOffset(ZoneOffset.UTC);
        RECEIVER.answers(
                aResponse()
                        .withStatus(503)
                        .withHeader(
                                "Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(date)));
        var id = bench.due(RECEIVER.url(), 1);

        bench.send(id);

        assertThat(bench.untilNext(id)).isBetween(ofSeconds(3_599), ofSeconds(4_321));
    }

    @ParameterizedTest
    @ValueSource(strings = {"31536000", "99999999999999999999999999"})
    void capsRetryAfterAtADay(String seconds) {
        RECEIVER.answers(aResponse().withStatus(429).withHeader("Retry-After", seconds));
        var id = bench.due(RECEIVER.url(), 1);

        bench.send(id);

        assertThat(bench.untilNext(id)).isBetween(ofHours(24), ofHours(29));
        assertThat(bench.get(id).throttledUntil().orElseThrow())
                .isEqualTo(bench.clock.instant().plus(ofHours(24)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "", "Fri, 01 Jan 2010 00:00:00 GMT", "1.5"})
    void ignoresARetryAfterThatSaysNothing(String text) {
        RECEIVER.answers(aResponse().withStatus(500).withHeader("Retry-After", text));
        var id = bench.due(RECEIVER.url(), 1);

        bench.send(id);

        assertThat(bench.untilNext(id)).satisfies(within(ofSeconds(5)));
    }

    @Test
    void countsAnAttemptWhoseInstanceDied() {
        RECEIVER.answers(200);
        var id = bench.due(RECEIVER.url(), 1);
        bench.claim(id);
        assertThat(bench.send(id)).as("the dead one's lease still runs").isZero();

        bench.clock.advance(bench.worker.lease());
        assertThat(bench.send(id)).isOne();

        assertThat(RECEIVER.received()).hasSize(1);
        assertThat(bench.only(id))
                .returns(DeliveryStatus.DELIVERED, Delivery::status)
                .returns(2, Delivery::attempts);
    }

    @Test
    void sendsAndWritesNothingOnceAnotherInstanceHasTakenOver() {
        RECEIVER.answers(200);
        var id = bench.due(RECEIVER.url(), 1);
        var zombie = bench.claim(id);
        bench.clock.advance(bench.worker.lease());
        bench.send(id);
        var delivered = bench.only(id);
        RECEIVER.answers(500);

        bench.resend(id, delivered.id());
        assertThatThrownBy(() -> bench.worker.work(zombie))
                .isInstanceOf(LeaseLost.class);

        assertThat(RECEIVER.received()).hasSize(1);
        assertThat(bench.attempts(id)).hasSize(1).allMatch(DeliveryAttempt::succeeded);
        assertThat(bench.only(id).status()).isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void beginsAnewWhatNobodyTookWhileItsProcessWasPaused() throws Exception {
        RECEIVER.answers(200);
        var id = bench.due(RECEIVER.url(), 1);
        var paused = bench.claim(id);
        bench.clock.advance(bench.worker.lease());

        bench.worker.work(paused);
        assertThat(RECEIVER.received()).isEmpty();

        assertThat(bench.send(id)).isOne();
        assertThat(RECEIVER.received()).hasSize(1);
        assertThat(bench.only(id).attempts()).isOne();
    }

    @Test
    void givesUpWhatKillsItsProcessEachTime() {
        var id = bench.due(RECEIVER.url(), 1);
        for (var attempt = 1; attempt <= 10; attempt++) {
            bench.claim(id);
            bench.clock.advance(bench.worker.lease());
        }
        var claim = bench.claim(id);
        assertThat(claim.attempt()).isGreaterThan(bench.worker.maxAttempts());

        bench.work.bury(bench.worker, claim, "No attempt came to an end");

        assertThat(bench.only(id).status()).isEqualTo(DeliveryStatus.EXHAUSTED);
        assertThat(eventOf(id, "webhook.exhausted")).isNotNull();
    }

    @Test
    void doesNotHurryAfterAFaultOfItsOwn() {
        assertThat(bench.worker.backoff(1)).isEqualTo(ofSeconds(5));
        assertThat(bench.worker.backoff(9)).isEqualTo(ofHours(24));
    }

    private void exhaust(EndpointId id) {
        for (var attempt = 1; attempt <= 10; attempt++) {
            bench.send(id);
            var next = bench.only(id).nextAttemptAt();
            bench.clock.set(next == null ? bench.clock.instant() : next);
        }
    }

    private Event eventOf(EndpointId id, String type) {
        return await()
                .until(
                        () -> events.after(id.tenant(), type, 0, 10).stream().findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static Consumer<Duration> within(Duration wait) {
        return actual ->
                assertThat(actual.toMillis())
                        .isBetween(
                                (long) (wait.toMillis() * 0.8),
                                (long) (wait.toMillis() * 1.2) + 1);
    }
}
