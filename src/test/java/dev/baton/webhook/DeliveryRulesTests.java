package dev.baton.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.baton.platform.Ids;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;

/** How fast, how patiently and in which order an endpoint is sent to. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class DeliveryRulesTests {

    @RegisterExtension static final Receiver RECEIVER = new Receiver();

    @Autowired private WebhookBench bench;
    @Autowired private JdbcTemplate jdbc;

    @BeforeEach
    void forget() {
        RECEIVER.resetAll();
    }

    @Test
    void sendsNoFasterThanTheRateOnAllInstancesTogether() {
        RECEIVER.answers(200);
        var id = bench.due(RECEIVER.url(), 6, rate(2));

        assertThat(bench.sendElsewhere(id)).as("all are looked at").isEqualTo(6);
        assertThat(RECEIVER.received()).hasSize(2);
        assertThat(bench.send(id)).as("their turns are to come").isZero();
        for (var second = 1; second <= 2; second++) {
            bench.clock.advance(ofSeconds(1));
            bench.send(id);
            bench.sendElsewhere(id);
            assertThat(RECEIVER.received()).hasSize(2 + 2 * second);
        }

        assertThat(sequences()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(bench.list(id)).extracting(Delivery::attempts).containsOnly(1);
        assertThat(bench.list(id))
                .extracting(Delivery::status)
                .containsOnly(DeliveryStatus.DELIVERED);
    }

    @Test
    void letsNothingNewPassWhatQueuesForTheRate() {
        RECEIVER.answers(200);
        var id = bench.due(RECEIVER.url(), 3, rate(1));
        bench.send(id);
        bench.desk.pause(id, WebhookBench.by(id));
        bench.happen(id, 1);
        bench.activate(id);

        for (var second = 0; second < 6; second++) {
            bench.clock.advance(ofSeconds(1));
            bench.send(id);
        }

        assertThat(RECEIVER.received()).hasSize(4);
        assertThat(sequences().getFirst()).isEqualTo(1);
    }

    @Test
    void wastesNoTurnWhenOneGoesALittleLate() {
        RECEIVER.answers(200);
        var id = bench.due(RECEIVER.url(), 4, rate(1));
        bench.send(id);
        bench.clock.advance(ofMillis(1_150));
        bench.send(id);
        assertThat(RECEIVER.received()).hasSize(2);

        bench.clock.advance(ofMillis(870));
        assertThat(bench.send(id)).as("its turn has come, the room has not").isOne();
        assertThat(RECEIVER.received()).hasSize(2);
        bench.clock.advance(ofMillis(130));
        bench.send(id);

        assertThat(RECEIVER.received()).hasSize(3);
        assertThat(sequences()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void hurriesWhatQueuesOnceTheRateIsRaised() {
        RECEIVER.answers(200);
        var id = bench.due(RECEIVER.url(), 20, rate(1));
        bench.send(id);
        assertThat(RECEIVER.received()).hasSize(1);

        edit(id, rate(null));
        bench.work.work(id.tenant(), bench.release);
        bench.send(id);

        assertThat(RECEIVER.received()).hasSize(20);
    }

    @Test
    void keepsThoseWithTheSameKeyInOrderAndOthersApart() {
        RECEIVER.answers(200);
        var id = bench.due(RECEIVER.url(), 5, order("subject"));

        assertThat(bench.send(id)).isEqualTo(5);

        assertThat(sequences()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void holdsBackWhatFollowsOneThatFails() {
        RECEIVER.answers(500);
        var id = bench.due(RECEIVER.url(), 3, order("endpoint"));

        bench.send(id);
        bench.sendElsewhere(id);

        assertThat(sequences()).containsExactly(1L);
        var behind = bench.list(id).get(1);
        assertThat(behind.status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(bench.deliveries.waitsFor(behind)).contains(1L);
        RECEIVER.answers(200);
        bench.clock.set(bench.list(id).getFirst().nextAttemptAt());
        bench.sendElsewhere(id);
        bench.send(id);
        assertThat(sequences()).containsExactly(1L, 1L, 2L, 3L);
        assertThat(bench.deliveries.waitsFor(behind)).isEmpty();
    }

    @Test
    void holdsBackNothingWithAnotherKey() {
        RECEIVER.answers(500);
        var id = bench.due(RECEIVER.url(), 3, order("data.number"));

        bench.send(id);

        assertThat(sequences()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void goesOnBehindOneThatIsGivenUp() {
        RECEIVER.answers(500);
        var rules = new DeliveryRules(null, ofSeconds(20), "subject", "none");
        var id = bench.due(RECEIVER.url(), 3, rules);

        bench.send(id);

        assertThat(sequences()).containsExactly(1L, 2L, 3L);
        assertThat(bench.list(id))
                .extracting(Delivery::status)
                .containsOnly(DeliveryStatus.EXHAUSTED);
    }

    @Test
    void goesOnBehindOneWhoseProcessDiesEachTime() {
        RECEIVER.answers(200);
        var id = bench.due(RECEIVER.url(), 2, order("subject"));
        for (var attempt = 1; attempt <= 10; attempt++) {
            bench.claim(id);
            bench.clock.advance(bench.worker.lease());
        }

        bench.work.bury(bench.worker, bench.claim(id), "No attempt came to an end");
        bench.send(id);

        assertThat(sequences()).containsExactly(2L);
    }

    @Test
    void stepsBackOnlyWhileTheOneBeforeIsThere() throws Exception {
        RECEIVER.answers(200);
        var id = bench.due(RECEIVER.url(), 2, order("subject"));
        var first = bench.claim(id);
        bench.resend(id, bench.list(id).get(1).id());
        var second = bench.otherWork.claim(id.tenant(), bench.otherWorker).orElseThrow();

        bench.otherWorker.work(second);
        assertThat(RECEIVER.received()).as("the first is still on its way").isEmpty();
        bench.worker.work(first);
        bench.sendElsewhere(id);

        assertThat(sequences()).containsExactly(1L, 2L);
        assertThat(bench.list(id)).extracting(Delivery::attempts).containsOnly(1);
    }

    @Test
    void keepsTheOrderOverAPause() {
        RECEIVER.answers(500);
        var id = bench.due(RECEIVER.url(), 3, order("endpoint"));
        bench.send(id);
        bench.desk.pause(id, WebhookBench.by(id));
        bench.clock.set(bench.list(id).getFirst().nextAttemptAt());
        bench.send(id);
        assertThat(bench.count(id, DeliveryStatus.HELD)).as("those behind it as well").isEqualTo(3);
        RECEIVER.resetRequests();
        RECEIVER.answers(200);
        bench.happen(id, 1);

        bench.activate(id);
        bench.send(id);

        assertThat(sequences()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void keepsTheOrderWhereIdsWereGivenOutInAnother() {
        RECEIVER.answers(200);
        var id = bench.endpoint(RECEIVER.url(), order("endpoint"));
        bench.happen(id, 2);
        swapIds(bench.list(id));
        assertThat(bench.list(id)).extracting(Delivery::sequence).containsExactly(2L, 1L);

        bench.activate(id);
        bench.send(id);

        assertThat(sequences()).containsExactly(1L, 2L);
    }

    /** As if another instance, whose clock is behind, had planned the second. */
    private void swapIds(List<Delivery> two) {
        move(two.getFirst(), two.getFirst().id(), Ids.next());
        move(two.get(1), two.get(1).id(), two.getFirst().id());
    }

    private void move(Delivery delivery, UUID from, UUID to) {
        jdbc.update(
                "UPDATE webhook_delivery SET id = ? WHERE tenant_id = ? AND id = ?",
                Ids.bytes(to),
                Ids.bytes(delivery.tenant().value()),
                Ids.bytes(from));
    }

    @Test
    void waitsNoLongerThanTheEndpointSays() {
        RECEIVER.answers(aResponse().withStatus(200).withFixedDelay(10_000));
        var id =
                bench.due(
                        RECEIVER.url(),
                        1,
                        new DeliveryRules(null, ofSeconds(1), null, "standard"));

        bench.send(id);

        var attempt = bench.attempts(id).getFirst();
        assertThat(attempt.failure()).startsWith("timeout_");
        assertThat(attempt.latencyMicros()).isBetween(800_000L, 8_000_000L);
    }

    @Test
    void triesAgainAsThePlanOfTheEndpointSays() {
        RECEIVER.answers(500);
        var id =
                bench.due(
                        RECEIVER.url(), 1, new DeliveryRules(null, ofSeconds(20), null, "30s 2h"));

        for (var wait : List.of(ofSeconds(30), Duration.ofHours(2))) {
            bench.send(id);
            var until = bench.untilNext(id);
            assertThat(until)
                    .isBetween(
                            wait.multipliedBy(8).dividedBy(10),
                            wait.multipliedBy(12).dividedBy(10).plusMillis(1));
            bench.clock.set(bench.only(id).nextAttemptAt());
        }
        bench.send(id);

        assertThat(bench.only(id))
                .returns(DeliveryStatus.EXHAUSTED, Delivery::status)
                .returns(3, Delivery::attempts);
    }

    private List<Long> sequences() {
        return RECEIVER.received().stream()
                .map(DeliveryRulesTests::sequence)
                .toList();
    }

    private static long sequence(LoggedRequest request) {
        return Long.parseLong(request.getHeader("webhook-sequence"));
    }

    private void edit(EndpointId id, DeliveryRules rules) {
        var endpoint = bench.get(id);
        bench.desk.edit(
                id,
                endpoint.version(),
                new EndpointSettings(
                        endpoint.url().toString(), "", endpoint.patterns(), List.of(), rules),
                WebhookBench.by(id));
    }

    private static DeliveryRules rate(@Nullable Integer perSecond) {
        return new DeliveryRules(perSecond, ofSeconds(20), null, "standard");
    }

    private static DeliveryRules order(String key) {
        return new DeliveryRules(null, ofSeconds(20), key, "standard");
    }
}
