package dev.baton.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.baton.LockWaits;
import dev.baton.TestPeople;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sending by hand: a test, one delivery again, or all that was given up in a time. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class ResendingTests {

    @RegisterExtension static final Receiver RECEIVER = new Receiver();

    @Autowired private WebhookBench bench;
    @Autowired private WebhookDesk desk;
    @Autowired private DeliveryStore store;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private RetryingTransactions transactions;
    @Autowired private LockWaits waits;

    @BeforeEach
    void forget() {
        RECEIVER.resetAll();
    }

    @Test
    void repeatsADeliveredOneUnderItsId() {
        RECEIVER.answers(200);
        var id = bench.due(RECEIVER.url(), 1);
        bench.send(id);

        bench.resend(id, bench.only(id).id());
        bench.send(id);

        assertThat(RECEIVER.received())
                .hasSize(2)
                .extracting(LoggedRequest::getBodyAsString)
                .containsOnly(RECEIVER.received().getFirst().getBodyAsString());
        assertThat(RECEIVER.received())
                .extracting(it -> it.getHeader("webhook-id"))
                .containsOnly("msg_" + bench.only(id).event());
        assertThat(bench.attempts(id)).hasSize(2);
    }

    @Test
    void bringsForwardOneThatWaits() {
        RECEIVER.answers(500);
        var id = bench.due(RECEIVER.url(), 1);
        bench.send(id);
        RECEIVER.answers(200);

        bench.resend(id, bench.only(id).id());

        assertThat(bench.send(id)).isOne();
        assertThat(bench.only(id).status()).isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void holdsWhatIsResentToAPausedEndpoint() {
        RECEIVER.answers(200);
        var id = bench.due(RECEIVER.url(), 1);
        bench.send(id);
        desk.pause(id, WebhookBench.by(id));

        bench.resend(id, bench.only(id).id());

        assertThat(bench.only(id).status()).isEqualTo(DeliveryStatus.HELD);
        assertThat(bench.send(id)).isZero();
        bench.activate(id);
        bench.send(id);
        assertThat(RECEIVER.received()).hasSize(2);
    }

    @Test
    void waitsForTheDeliveryBeforeItsWork() {
        RECEIVER.answers(500);
        var id = bench.due(RECEIVER.url(), 1);
        bench.send(id);
        var delivery = bench.only(id).id();

        var resent =
                transactions.call(
                        () -> {
                            lock("SELECT id FROM webhook_delivery WHERE id = ? FOR UPDATE", delivery);
                            var done =
                                    CompletableFuture.runAsync(
                                            () -> bench.resend(id, delivery),
                                            Thread::startVirtualThread);
                            waits.awaitOne("UPDATE webhook_delivery");
                            lock("SELECT id FROM work_item WHERE id = ? FOR UPDATE SKIP LOCKED", delivery);
                            return done;
                        });

        assertThat(resent).succeedsWithin(5, TimeUnit.SECONDS);
        RECEIVER.answers(200);
        assertThat(bench.send(id)).isOne();
    }

    private void lock(String sql, UUID id) {
        assertThat(jdbc.queryForList(sql, (Object) Ids.bytes(id))).hasSize(1);
    }

    @Test
    void sendsAgainWhatWasGivenUpInATime() {
        RECEIVER.answers(500);
        var id = bench.due(RECEIVER.url(), 3);
        exhaust(id);
        RECEIVER.answers(200);
        RECEIVER.resetRequests();
        var happened = bench.list(id).get(1).createdAt();

        assertThat(bench.resendGivenUp(id, Instant.EPOCH, happened.minusSeconds(9)))
                .isZero();
        assertThat(
                        bench.resendGivenUp(id, happened.minusSeconds(9), happened.plusSeconds(9)))
                .isEqualTo(3);
        bench.work.work(id.tenant(), bench.release);
        bench.send(id);

        assertThat(RECEIVER.received()).hasSize(3);
        assertThat(bench.list(id))
                .extracting(Delivery::status)
                .containsOnly(DeliveryStatus.DELIVERED);
        assertThat(bench.resendGivenUp(id, Instant.EPOCH, bench.clock.instant())).isZero();
    }

    @Test
    void grantsAWishOnceHoweverOftenItIsAskedFor() {
        RECEIVER.answers(500);
        var rules = new DeliveryRules(null, Duration.ofSeconds(20), null, "none");
        var id = bench.due(RECEIVER.url(), 2, rules);
        bench.send(id);
        var wish = Ids.next();

        var asked = bench.resendGivenUp(id, wish, Instant.EPOCH, bench.clock.instant().plusSeconds(1));
        bench.work.work(id.tenant(), bench.release);
        bench.send(id);
        var again = bench.resendGivenUp(id, wish, Instant.EPOCH, bench.clock.instant().plusSeconds(1));
        bench.work.work(id.tenant(), bench.release);

        assertThat(asked.found()).isEqualTo(2);
        assertThat(again)
                .returns(2, Resending::found)
                .returns(2, Resending::sent)
                .returns(true, Resending::isDone);
        assertThat(bench.send(id)).isZero();
        assertThat(RECEIVER.received()).hasSize(4);
        assertThat(bench.resending.latest(id)).extracting(Resending::id).containsExactly(wish);
    }

    @Test
    void grantsAWishOnceThoughItsWorkerDiesBeforeTheEnd() {
        RECEIVER.answers(500);
        var rules = new DeliveryRules(null, Duration.ofSeconds(20), null, "none");
        var id = bench.due(RECEIVER.url(), 2, rules);
        bench.send(id);
        var wish =
                bench.resendGivenUp(
                        id, Ids.next(), Instant.EPOCH, bench.clock.instant().plusSeconds(1));
        bench.work.work(id.tenant(), bench.release);
        bench.clock.advance(Duration.ofMillis(1));
        bench.send(id);
        assertThat(bench.count(id, DeliveryStatus.EXHAUSTED)).as("in vain again").isEqualTo(2);

        undo(wish);
        transactions.run(() -> bench.release.begin(id));
        bench.work.work(id.tenant(), bench.release);

        assertThat(bench.send(id)).isZero();
        assertThat(RECEIVER.received()).hasSize(4);
        assertThat(bench.resending.latest(id)).singleElement().matches(Resending::isDone);
    }

    /** As if the last part of it had never been committed. */
    private void undo(Resending wish) {
        jdbc.update(
                "UPDATE webhook_resending SET done_at = NULL WHERE tenant_id = ? AND id = ?",
                Ids.bytes(wish.endpoint().tenant().value()),
                Ids.bytes(wish.id()));
    }

    @Test
    void leavesWhatMayBeVeryMuchToAWorker() {
        var id = bench.endpoint(RECEIVER.url());
        var longAgo = Instant.parse("2039-01-01T00:00:00Z");
        var from = longAgo.plusSeconds(1);
        store.add(
                IntStream.range(0, 1_300)
                        .mapToObj(
                                n ->
                                        WebhookBench.delivery(
                                                id,
                                                n,
                                                DeliveryStatus.EXHAUSTED,
                                                n < 600 ? longAgo : from))
                        .toList());

        assertThat(bench.resendGivenUp(id, from, bench.clock.instant())).isEqualTo(700);
        assertThat(bench.count(id, DeliveryStatus.EXHAUSTED)).isEqualTo(1_300);
        bench.work.work(id.tenant(), bench.release);

        assertThat(bench.count(id, DeliveryStatus.EXHAUSTED)).isEqualTo(600);
        assertThat(bench.count(id, DeliveryStatus.HELD)).as("until it is active").isEqualTo(700);
        bench.activate(id);
        assertThat(bench.count(id, DeliveryStatus.PENDING)).isEqualTo(700);
    }

    @Test
    void testsAnEndpointWithoutLeavingADelivery() throws Exception {
        RECEIVER.answers(418);
        var tenant = bench.tenant();
        var by = TestPeople.operator(tenant);
        var settings = new EndpointSettings(RECEIVER.url(), "", List.of("key.revoked"), List.of());
        var created = desk.create(tenant, settings, by);

        var attempt = desk.sendTest(created.endpoint().id(), by);

        assertThat(attempt.succeeded()).isFalse();
        assertThat(attempt.responseStatus()).isEqualTo(418);
        var request = RECEIVER.received().getFirst();
        Receiver.verify(request, created.secret());
        assertThat(request.getBodyAsString())
                .contains("\"type\":\"webhook.test\"", "\"sent_by\":\"operator@example.org\"");
        assertThat(request.containsHeader("webhook-sequence")).isFalse();
        assertThat(bench.list(created.endpoint().id())).isEmpty();
    }

    @Test
    void knowsNoDeliveryOfAnotherEndpointOrTenant() {
        RECEIVER.answers(200);
        var id = bench.due(RECEIVER.url(), 1);
        var delivery = bench.only(id).id();
        var settings = new EndpointSettings(RECEIVER.url(), "", List.of("*"), List.of());
        var sibling = desk.create(id.tenant(), settings, WebhookBench.by(id)).endpoint().id();
        var foreign = new EndpointId(bench.tenant(), id.value());

        assertThatThrownBy(() -> bench.resend(sibling, delivery))
                .isInstanceOf(DeliveryNotFound.class);
        assertThatThrownBy(() -> bench.deliveries.get(sibling, delivery))
                .isInstanceOf(DeliveryNotFound.class);
        assertThatThrownBy(() -> bench.resend(foreign, delivery))
                .isInstanceOf(EndpointNotFound.class);
        assertThatThrownBy(() -> bench.deliveries.get(foreign, delivery))
                .isInstanceOf(DeliveryNotFound.class);
        assertThatThrownBy(() -> desk.get(new EndpointId(id.tenant(), Ids.next())))
                .isInstanceOf(EndpointNotFound.class);
    }

    private void exhaust(EndpointId id) {
        while (bench.deliveries.backlog(id).pending() > 0) {
            bench.send(id);
            bench.list(id).stream()
                    .map(Delivery::nextAttemptAt)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder())
                    .ifPresent(bench.clock::set);
        }
    }
}
