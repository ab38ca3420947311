package dev.baton.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

@Timeout(30)
class CapacityGateTests {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final CapacityGate gate = new CapacityGate(100);
    private final TenantId flood = new TenantId(Ids.next());
    private final TenantId quiet = new TenantId(Ids.next());

    @Test
    void givesAsManyPlacesAsThereAre() throws InterruptedException {
        assertThat(gate.enter(flood, 2, Duration.ZERO)).isTrue();
        assertThat(gate.enter(flood, 2, Duration.ZERO)).isTrue();

        assertThat(gate.enter(quiet, 2, Duration.ZERO)).isFalse();
        gate.leave();
        assertThat(gate.enter(quiet, 2, Duration.ZERO)).isTrue();
        assertThat(gate.taken()).isEqualTo(2);
    }

    @Test
    void refusesWhoWaitsTooLong() throws InterruptedException {
        gate.enter(flood, 1, Duration.ZERO);

        assertThat(gate.enter(quiet, 1, Duration.ofMillis(30))).isFalse();

        assertThat(gate.waiting()).isZero();
        assertThat(gate.taken()).isEqualTo(1);
    }

    @Test
    void refusesWhoStandsBehindAFullLine() throws InterruptedException {
        var narrow = new CapacityGate(1);
        narrow.enter(flood, 1, Duration.ZERO);
        var first = Thread.startVirtualThread(() -> enter(narrow, flood));
        await().until(() -> narrow.waiting() == 1);

        assertThat(narrow.enter(flood, 1, LONG)).isFalse();

        narrow.leave();
        first.join();
        assertThat(narrow.taken()).isEqualTo(1);
    }

    /** A tenant with many waiting delays another's first by one call, not by all of them. */
    @Test
    void letsTenantsTakeTurns() throws InterruptedException {
        var order = Collections.synchronizedList(new ArrayList<TenantId>());
        gate.enter(flood, 1, Duration.ZERO);
        for (var n = 1; n <= 20; n++) {
            waitInLine(flood, order, n);
        }
        waitInLine(quiet, order, 21);

        gate.leave();
        await().until(() -> order.size() == 21);

        assertThat(order.indexOf(quiet)).isLessThanOrEqualTo(1);
        assertThat(gate.taken()).isZero();
    }

    @Test
    void letsMoreInWhenAnEditMakesRoom() throws InterruptedException {
        gate.enter(flood, 1, Duration.ZERO);
        var waiting = Thread.startVirtualThread(() -> enter(gate, flood));
        await().until(() -> gate.waiting() == 1);

        assertThat(gate.enter(quiet, 3, LONG)).isTrue();

        waiting.join();
        assertThat(gate.taken()).isEqualTo(3);
    }

    @Test
    void letsNobodyInUntilItIsSmallEnoughAgain() throws InterruptedException {
        gate.enter(flood, 2, Duration.ZERO);
        gate.enter(flood, 2, Duration.ZERO);

        assertThat(gate.enter(quiet, 1, Duration.ZERO)).isFalse();
        gate.leave();
        assertThat(gate.enter(quiet, 1, Duration.ZERO)).isFalse();
        gate.leave();
        assertThat(gate.enter(quiet, 1, Duration.ZERO)).isTrue();
    }

    @Test
    void forgetsWhoIsInterrupted() throws InterruptedException {
        gate.enter(flood, 1, Duration.ZERO);
        var gaveUp = new CountDownLatch(1);
        var waiting =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                gate.enter(quiet, 1, LONG);
                            } catch (InterruptedException e) {
                                gaveUp.countDown();
                            }
                        });
        await().until(() -> gate.waiting() == 1);

        waiting.interrupt();

        gaveUp.await();
        assertThat(gate.waiting()).isZero();
        gate.leave();
        assertThat(gate.taken()).isZero();
    }

    private void waitInLine(TenantId tenant, List<TenantId> order, int position) {
        Thread.startVirtualThread(
                () -> {
                    enter(gate, tenant);
                    order.add(tenant);
                    gate.leave();
                });
        await().until(() -> gate.waiting() == position);
    }

    private static void enter(CapacityGate gate, TenantId tenant) {
        try {
            assertThat(gate.enter(tenant, 1, LONG)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
