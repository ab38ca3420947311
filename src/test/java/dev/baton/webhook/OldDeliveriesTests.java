package dev.baton.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.platform.database.RetryingTransactions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class OldDeliveriesTests {

    @RegisterExtension static final Receiver RECEIVER = new Receiver();

    @Autowired private WebhookBench bench;
    @Autowired private OldDeliveries old;
    @Autowired private RetryingTransactions transactions;

    @BeforeEach
    void forget() {
        RECEIVER.resetAll();
        RECEIVER.answers(200);
    }

    @Test
    void areForgottenAMonthAfterTheirLastAttempt() {
        var id = bench.due(RECEIVER.url(), 3);
        bench.send(id);
        assertThat(bench.count(id, DeliveryStatus.DELIVERED)).isEqualTo(3);

        assertThat(forget(id, Duration.ofDays(29), 2)).isZero();
        assertThat(forget(id, Duration.ofDays(31), 2)).isEqualTo(2);
        assertThat(bench.list(id)).hasSize(1);
        assertThat(forget(id, Duration.ofDays(31), 2)).isEqualTo(1);
        assertThat(bench.list(id)).isEmpty();
    }

    @Test
    void stayWhileTheyAreHeldOrWillBeSentAgain() {
        RECEIVER.answers(500);
        var failing = bench.due(RECEIVER.url(), 1);
        bench.send(failing);
        var held = bench.endpoint(RECEIVER.url());
        bench.happen(held, 1);

        assertThat(forget(failing, Duration.ofDays(400), 10)).isZero();
        assertThat(forget(held, Duration.ofDays(400), 10)).isZero();
        assertThat(bench.only(failing).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(bench.only(held).status()).isEqualTo(DeliveryStatus.HELD);
    }

    @Test
    void takeTheWishesThatWereGrantedThenWithThem() {
        var id = bench.endpoint(RECEIVER.url());
        bench.resendGivenUp(id, Instant.EPOCH, bench.clock.instant());
        bench.resendGivenUp(id, Instant.EPOCH, bench.clock.instant());
        assertThat(forget(id, Duration.ofDays(400), 10)).as("not granted yet").isZero();
        bench.work.work(id.tenant(), bench.release);

        assertThat(forget(id, Duration.ofDays(29), 10)).isZero();
        assertThat(forget(id, Duration.ofDays(31), 1)).isOne();
        assertThat(bench.resending.latest(id)).hasSize(1);
        assertThat(forget(id, Duration.ofDays(31), 10)).isOne();
        assertThat(bench.resending.latest(id)).isEmpty();
    }

    private int forget(EndpointId id, Duration later, int most) {
        var now = bench.clock.instant().plus(later);
        return transactions.call(() -> old.forget(id.tenant(), now, most));
    }
}
