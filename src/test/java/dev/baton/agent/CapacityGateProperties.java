package dev.baton.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** However calls end, every place comes back, and never more are taken than there are. */
class CapacityGateProperties {

    /** How one caller fares. */
    enum Fate {
        SUCCEEDS,
        FAILS,
        GIVES_UP_WAITING,
        IS_CANCELLED
    }

    private static final List<TenantId> TENANTS =
            IntStream.range(0, 3).mapToObj(_ -> new TenantId(Ids.next())).toList();

    @Property(tries = 150)
    void neverLosesAPlaceAndNeverGivesTooMany(
            @ForAll @Size(min = 1, max = 24) List<Fate> fates,
            @ForAll @IntRange(min = 1, max = 4) int places)
            throws InterruptedException {
        var gate = new CapacityGate(8);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var together = new CountDownLatch(1);
        var callers =
                IntStream.range(0, fates.size())
                        .mapToObj(
                                n ->
                                        Thread.startVirtualThread(
                                                () -> {
                                                    waitFor(together);
                                                    call(
                                                            gate,
                                                            TENANTS.get(n % TENANTS.size()),
                                                            places,
                                                            fates.get(n),
                                                            inside,
                                                            most);
                                                }))
                        .toList();

        together.countDown();
        for (var n = 0; n < fates.size(); n++) {
            if (fates.get(n) == Fate.IS_CANCELLED) {
                callers.get(n).interrupt();
            }
        }
        for (var caller : callers) {
            caller.join();
        }

        assertThat(most.get()).isLessThanOrEqualTo(places);
        assertThat(gate.taken()).isZero();
        assertThat(gate.waiting()).isZero();
        assertThat(gate.enter(TENANTS.getFirst(), places, Duration.ZERO)).isTrue();
    }

    private static void call(
            CapacityGate gate,
            TenantId tenant,
            int places,
            Fate fate,
            AtomicInteger inside,
            AtomicInteger most) {
        var patience =
                fate == Fate.GIVES_UP_WAITING ? Duration.ofNanos(1_000) : Duration.ofSeconds(10);
        try {
            if (!gate.enter(tenant, places, patience)) {
                return;
            }
        } catch (InterruptedException e) {
            return;
        }
        try {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.yield();
            if (fate == Fate.FAILS) {
                throw new IllegalStateException("the call failed");
            }
        } catch (IllegalStateException e) {
            // What it is told does not matter here; that the place comes back does.
        } finally {
            inside.decrementAndGet();
            gate.leave();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
