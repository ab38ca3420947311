package dev.baton.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.tenant.TenantId;
import dev.baton.work.WorkFixture.TestInstance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

@Tag("database")
class LeasesTests {

    private static final Duration THIRD = Worker.DEFAULT_LEASE.dividedBy(3);

    private final WorkFixture work = new WorkFixture();
    private final TestWorker worker = new TestWorker();
    private final TestInstance instance = work.instance(worker);
    private final TestWorker otherWorker = new TestWorker();
    private final TestInstance other = work.instance(otherWorker);
    private final TenantId tenant = WorkFixture.tenant();

    @Test
    void keepsAnItemAsLongAsItIsWorkedOn() {
        work.add(instance, tenant, 1);
        var claim = instance.claimNext(tenant);

        for (var third = 0; third < 12; third++) {
            work.clock.advance(THIRD);
            instance.leases.renew();
            other.workOnce();
        }

        assertThat(otherWorker.begun).isEmpty();
        instance.complete(claim);
        assertThat(work.left()).isZero();
    }

    @Test
    void interruptsWhatHasLostItsLease() {
        var interrupted = new AtomicBoolean();
        worker.work =
                _ -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        throw e;
                    }
                };
        work.add(instance, tenant, 1);
        instance.pool.look();
        await().until(() -> worker.begun.size() == 1);
        work.clock.advance(Worker.DEFAULT_LEASE);
        other.claimNext(tenant);

        instance.leases.renew();

        await().untilTrue(interrupted);
        await().until(() -> instance.held.all().isEmpty());
        // Neither a retry nor a burial: the item is somebody else's now.
        assertThat(other.held.all()).hasSize(1);
        assertThat(work.schema.meters().get("baton_work_lease_lost").counter().count()).isOne();
        assertThat(work.schema.meters().find("baton_work_retries").counter()).isNull();
    }

    @Test
    void interruptsWhatWasRemoved() {
        var interrupted = new AtomicBoolean();
        worker.work =
                _ -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                };
        work.add(instance, tenant, 1);
        instance.pool.look();
        await().until(() -> worker.begun.size() == 1);
        work.in(() -> other.queue.remove(TestWorker.QUEUE, tenant, worker.begun.getFirst().id()));

        work.clock.advance(THIRD);
        instance.leases.renew();

        await().untilTrue(interrupted);
    }

    @Test
    void waitsForNobodyWhoIsEndingAnItem() {
        work.add(instance, tenant, 2);
        var ending = instance.claimNext(tenant);
        var running = instance.claimNext(tenant);

        work.schema
                .transaction()
                .executeWithoutResult(
                        _ -> {
                            instance.queue.complete(ending);
                            work.clock.advance(THIRD);
                            renewElsewhere();
                        });

        work.clock.advance(THIRD.multipliedBy(2));
        other.workOnce();
        assertThat(otherWorker.begun).isEmpty();
        instance.complete(running);
        assertThat(work.schema.meters().find("baton_work_lease_lost").counter()).isNull();
    }

    @Test
    void letsOwnedWorkRunOutThatNobodyEnded() {
        work.schema
                .retrying()
                .run(() -> instance.queue.addOwned(work.work(tenant), Duration.ofSeconds(30)));

        for (var third = 0; third < 12; third++) {
            work.clock.advance(THIRD);
            instance.leases.renew();
        }

        assertThat(instance.held.all()).isEmpty();
        other.workOnce();
        assertThat(otherWorker.begun).extracting(Claim::attempt).containsExactly(2);
    }

    @Test
    void tellsWhoDoesOwnedWorkThatItsLeaseIsLost() {
        var lost = new AtomicBoolean();
        var owned = instance.queue.owned(work.work(tenant));
        work.in(() -> instance.queue.addOwned(List.of(owned)));
        instance.queue.whenLost(owned.claim(), () -> lost.set(true));

        for (var third = 0; third < 12; third++) {
            work.clock.advance(THIRD);
            instance.leases.renew();
        }
        assertThat(instance.queue.isOwned(owned.claim())).isTrue();
        work.clock.advance(THIRD.multipliedBy(3));
        assertThat(other.claimNext(tenant).attempt()).isEqualTo(2);
        instance.leases.renew();

        assertThat(lost).isTrue();
        assertThat(instance.queue.isOwned(owned.claim())).isFalse();
    }

    @Test
    void ownsNothingOfATransactionThatWasRolledBack() {
        var owned = instance.queue.owned(work.work(tenant));

        work.schema
                .transaction()
                .executeWithoutResult(
                        transaction -> {
                            instance.queue.addOwned(List.of(owned));
                            transaction.setRollbackOnly();
                        });

        assertThat(instance.queue.isOwned(owned.claim())).isFalse();
        assertThat(work.left()).isZero();
    }

    /** On another thread, as the lease keeper is; it must not wait for this transaction. */
    private void renewElsewhere() {
        try {
            assertThat(Thread.ofVirtual().start(instance.leases::renew).join(Duration.ofSeconds(3)))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
