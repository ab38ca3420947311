package dev.baton.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import dev.baton.work.WorkFixture.TestInstance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.CannotCreateTransactionException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

@Tag("database")
class WorkPoolTests {

    private static final int CLAIMERS = 8;
    private static final int ITEMS = 5_000;

    private final WorkFixture work = new WorkFixture();

    @Test
    void claimsEachItemOnceThoughManyClaimAtATime() throws Exception {
        var workers = new ArrayList<TestWorker>();
        var instances = new ArrayList<TestInstance>();
        for (var claimer = 0; claimer < CLAIMERS; claimer++) {
            var worker = new TestWorker();
            worker.concurrency = 50;
            var instance = work.instance(worker);
            worker.work = instance::complete;
            workers.add(worker);
            instances.add(instance);
        }
        work.add(instances.getFirst(), WorkFixture.tenant(), ITEMS / 2);
        work.add(instances.getFirst(), WorkFixture.tenant(), ITEMS / 2);

        try (var threads = Executors.newFixedThreadPool(CLAIMERS)) {
            var claiming = new ArrayList<Future<?>>();
            for (var instance : instances) {
                claiming.add(threads.submit(() -> workUntilNothingIsLeft(instance)));
            }
            for (var each : claiming) {
                each.get();
            }
        }

        var begun = workers.stream().flatMap(worker -> worker.begun.stream()).toList();
        assertThat(begun).hasSize(ITEMS).extracting(Claim::id).doesNotHaveDuplicates();
        assertThat(begun).allMatch(claim -> claim.attempt() == 1);
    }

    @Test
    void letsATenantWithLittleWorkPassOneWithMuch() {
        var worker = new TestWorker();
        worker.concurrency = 10;
        var instance = work.instance(worker);
        worker.work = instance::complete;
        var much = WorkFixture.tenant();
        var little = WorkFixture.tenant();
        work.add(instance, much, 1_000);
        work.clock.advance(Duration.ofSeconds(30));
        work.add(instance, little, 10);

        while (countOf(worker, little) < 10) {
            instance.workOnce();
        }

        assertThat(countOf(worker, much)).isLessThanOrEqualTo(20);
    }

    @Test
    void sharesPlacesByWeightAsSoonAsItIsSet() {
        var worker = new TestWorker();
        worker.concurrency = 8;
        var instance = work.instance(worker);
        worker.work = instance::complete;
        var heavy = WorkFixture.tenant();
        var light = WorkFixture.tenant();
        work.add(instance, heavy, 40);
        work.add(instance, light, 40);

        instance.workOnce();
        assertThat(countOf(worker, heavy)).isEqualTo(4);

        work.weights.put(heavy, 3);
        instance.workOnce();
        instance.workOnce();

        assertThat(countOf(worker, heavy)).isEqualTo(4 + 6 + 6);
        assertThat(countOf(worker, light)).isEqualTo(4 + 2 + 2);
    }

    @Test
    void keepsNobodyWaitingBehindTheWeightOfOthers() {
        var worker = new TestWorker();
        worker.concurrency = 3;
        var instance = work.instance(worker);
        worker.work = instance::complete;
        var heavy = IntStream.range(0, 3).mapToObj(_ -> WorkFixture.tenant()).toList();
        heavy.forEach(tenant -> work.weights.put(tenant, 100));
        heavy.forEach(tenant -> work.add(instance, tenant, 20));
        instance.workOnce();
        var light = WorkFixture.tenant();
        work.add(instance, light, 1);

        instance.workOnce();

        assertThat(countOf(worker, light)).isOne();
    }

    @Test
    void takesTurnsWhereOnlyOneItemFits() {
        var worker = new TestWorker();
        worker.concurrency = 1;
        var instance = work.instance(worker);
        worker.work = instance::complete;
        var tenants = IntStream.range(0, 3).mapToObj(_ -> WorkFixture.tenant()).toList();
        tenants.forEach(tenant -> work.add(instance, tenant, 5));

        IntStream.range(0, 6).forEach(_ -> instance.workOnce());

        assertThat(tenants).allSatisfy(tenant -> assertThat(countOf(worker, tenant)).isEqualTo(2));
    }

    @Test
    void keepsAPlaceFreeForOtherTenants() throws Exception {
        var worker = new TestWorker();
        worker.concurrency = 4;
        worker.tenantConcurrency = 3;
        var open = new CountDownLatch(1);
        worker.work = _ -> open.await();
        var instance = work.instance(worker);
        var first = WorkFixture.tenant();
        var second = WorkFixture.tenant();
        work.add(instance, first, 10);

        instance.pool.look();
        work.add(instance, second, 1);
        instance.pool.look();

        await().until(() -> worker.begun.size() == 4);
        assertThat(countOf(worker, first)).isEqualTo(3);
        assertThat(countOf(worker, second)).isOne();
        open.countDown();
        instance.pool.awaitIdle(Duration.ofSeconds(30));
    }

    @Test
    void givesPlacesToWorkThatBeginsWithoutAClaim() {
        var worker = new TestWorker();
        worker.concurrency = 2;
        worker.tenantConcurrency = 1;
        var pool = work.instance(worker).pool;
        var first = WorkFixture.tenant();
        var other = WorkFixture.tenant();
        assertThat(pool.seat(TestWorker.QUEUE, first)).isEmpty();

        pool.start();
        var taken = pool.seat(TestWorker.QUEUE, first).orElseThrow();
        assertThat(pool.seat(TestWorker.QUEUE, first)).isEmpty();
        var last = pool.seat(TestWorker.QUEUE, WorkFixture.tenant()).orElseThrow();
        assertThat(pool.seat(TestWorker.QUEUE, other)).isEmpty();
        taken.close();
        taken.close();
        var again = pool.seat(TestWorker.QUEUE, other).orElseThrow();
        assertThat(pool.seat(TestWorker.QUEUE, first)).isEmpty();

        last.close();
        again.close();
        pool.stop();
    }

    @Test
    void letsWhoeverWaitsForAPlaceGoFirst() throws Exception {
        var worker = new TestWorker();
        worker.concurrency = 1;
        var open = new CountDownLatch(1);
        worker.work = _ -> open.await();
        var instance = work.instance(worker);
        var tenant = WorkFixture.tenant();
        work.add(instance, tenant, 2);
        instance.pool.start();

        await().until(() -> worker.begun.size() == 1);
        assertThat(instance.pool.seat(TestWorker.QUEUE, WorkFixture.tenant())).isEmpty();
        open.countDown();
        await().until(() -> worker.begun.size() == 2);
        await().until(
                        () ->
                                instance.pool
                                        .seat(TestWorker.QUEUE, tenant)
                                        .map(this::give)
                                        .isPresent());
        instance.pool.stop();
    }

    private Seats.Seat give(Seats.Seat seat) {
        seat.close();
        return seat;
    }

    @Test
    void worksOnNoMoreOfALaneThanItsCapAndPassesTheRestBy() throws Exception {
        var worker = new TestWorker();
        worker.concurrency = 10;
        worker.laneConcurrency = 2;
        var open = new CountDownLatch(1);
        worker.work = _ -> open.await();
        var instance = work.instance(worker);
        var tenant = WorkFixture.tenant();
        var full = Ids.next();
        var other = Ids.next();
        work.in(
                () -> {
                    for (var number = 0; number < 20; number++) {
                        var priority = Priority.values()[number % 4];
                        instance.queue.add(work.work(tenant, priority, work.now(), full));
                    }
                    instance.queue.add(work.work(tenant, Priority.LOW, work.now(), other));
                    instance.queue.add(work.work(tenant, Priority.LOW, work.now(), null));
                });

        instance.pool.look();
        instance.pool.look();

        await().until(() -> worker.begun.size() == 4);
        assertThat(worker.begun.stream().filter(claim -> full.equals(claim.lane())).count())
                .isEqualTo(2);
        open.countDown();
        instance.pool.awaitIdle(Duration.ofSeconds(30));
    }

    @Test
    void beginsUrgentWorkFirstUntilTheOtherHasWaitedLongEnough() {
        var worker = new TestWorker();
        worker.concurrency = 1;
        var instance = work.instance(worker);
        worker.work = instance::complete;
        var tenant = WorkFixture.tenant();
        var low = work.work(tenant, Priority.LOW, work.now(), null);
        work.in(() -> instance.queue.add(low));
        var turns = 0;

        // A fresh critical item every second would keep it waiting for ever.
        while (!has(worker, low)) {
            work.clock.advance(Duration.ofSeconds(1));
            work.in(
                    () ->
                            instance.queue.add(
                                    work.work(tenant, Priority.CRITICAL, work.now(), null)));
            instance.workOnce();
            turns++;
        }

        assertThat(turns).isBetween(180, 181);
    }

    @Test
    void claimsTheHighestScoresOfATenantWhateverTheirPriority() {
        var worker = new TestWorker();
        worker.concurrency = 6;
        var instance = work.instance(worker);
        worker.work = instance::complete;
        var tenant = WorkFixture.tenant();
        var low = fiftySecondsApart(instance, tenant, Priority.LOW);
        var high = fiftySecondsApart(instance, tenant, Priority.HIGH);
        work.clock.advance(Duration.ofSeconds(300));

        instance.pool.look();
        await().until(() -> worker.begun.size() >= 6);

        // Two levels are worth 120 s: high, high, high, low, high, low.
        assertThat(worker.begun.subList(0, 6))
                .extracting(Claim::id)
                .containsExactlyInAnyOrder(
                        high.get(0), high.get(1), high.get(2), high.get(3), low.get(0), low.get(1));
    }

    @Test
    void givesUpAnItemThatFailsThreeTimes() {
        var worker = new TestWorker();
        worker.work =
                _ -> {
                    throw new IllegalArgumentException("cannot be done");
                };
        var instance = work.instance(worker);
        var tenant = WorkFixture.tenant();
        work.add(instance, tenant, 1);

        for (var attempt = 0; attempt < 5; attempt++) {
            instance.workOnce();
            work.clock.advance(Duration.ofMinutes(1));
        }

        assertThat(worker.begun).extracting(Claim::attempt).containsExactly(1, 2, 3);
        assertThat(worker.buried).hasSize(1);
        assertThat(work.left()).isZero();
        assertThat(instance.queue.deadLetters(tenant, TestWorker.QUEUE, null, 10).data())
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.attempts()).isEqualTo(3);
                            assertThat(letter.reason())
                                    .isEqualTo("IllegalArgumentException: cannot be done");
                        });
    }

    @Test
    void countsNoAttemptThatTheDatabaseBroke() {
        var worker = new TestWorker();
        worker.work =
                _ -> {
                    throw new CannotCreateTransactionException("away");
                };
        var instance = work.instance(worker);
        work.add(instance, WorkFixture.tenant(), 1);

        for (var attempt = 0; attempt < 5; attempt++) {
            instance.workOnce();
            work.clock.advance(Duration.ofSeconds(2));
        }

        assertThat(worker.begun).extracting(Claim::attempt).containsExactly(1, 1, 1, 1, 1);
        assertThat(worker.buried).isEmpty();
        assertThat(work.left()).isOne();
    }

    @Test
    void givesUpAnItemThatKillsItsInstanceThreeTimes() {
        var tenant = WorkFixture.tenant();
        var first = work.instance();
        work.add(first, tenant, 1);
        for (var attempt = 0; attempt < 3; attempt++) {
            work.instance().claimNext(tenant);
            work.clock.advance(Worker.DEFAULT_LEASE);
        }
        var worker = new TestWorker();

        work.instance(worker).workOnce();

        assertThat(worker.begun).isEmpty();
        assertThat(worker.buried).hasSize(1);
        assertThat(work.left()).isZero();
    }

    @Test
    void waitsBetweenAttemptsEachTimeLonger() {
        var worker = new TestWorker();
        var instance = work.instance(worker);
        work.add(instance, WorkFixture.tenant(), 1);

        instance.workOnce();
        assertThat(untilDue()).isBetween(Duration.ofMillis(800), Duration.ofMillis(1_200));
        work.clock.advance(Duration.ofSeconds(2));
        instance.workOnce();
        assertThat(untilDue()).isBetween(Duration.ofMillis(1_600), Duration.ofMillis(2_400));
    }

    @Test
    void keepsAnItemWhoseBurialFailed() {
        var worker =
                new TestWorker(
                        _ -> {
                            throw new IllegalStateException("no");
                        });
        worker.burial =
                () -> {
                    throw new IllegalStateException("not even that");
                };
        var instance = work.instance(worker);
        var tenant = WorkFixture.tenant();
        work.add(instance, tenant, 1);
        for (var attempt = 0; attempt < 3; attempt++) {
            instance.workOnce();
            work.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(work.left()).isOne();
        assertThat(instance.queue.countDeadLetters(tenant, TestWorker.QUEUE)).isZero();

        worker.burial = () -> {};
        instance.workOnce();

        assertThat(work.left()).isZero();
        assertThat(instance.queue.countDeadLetters(tenant, TestWorker.QUEUE)).isOne();
    }

    @Test
    void givesBackWhatHasNotFinishedWhenItStops() throws Exception {
        var stopped = new CountDownLatch(1);
        var worker =
                new TestWorker(
                        _ -> {
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                stopped.countDown();
                            }
                        });
        var instance = work.instance(worker);
        var tenant = WorkFixture.tenant();
        work.add(instance, tenant, 1);
        instance.pool.look();
        await().until(() -> worker.begun.size() == 1);

        assertThat(instance.leases.giveBack()).isOne();

        stopped.await();
        instance.pool.awaitIdle(Duration.ofSeconds(30));
        assertThat(work.instance().claimNext(tenant).attempt()).isOne();
    }

    private List<UUID> fiftySecondsApart(
            TestInstance instance, TenantId tenant, Priority priority) {
        var items =
                IntStream.range(0, 6)
                        .mapToObj(
                                number ->
                                        work.work(
                                                tenant,
                                                priority,
                                                work.now().plusSeconds(number * 50L),
                                                null))
                        .toList();
        work.in(() -> instance.queue.add(items));
        return items.stream().map(NewWork::id).toList();
    }

    private void workUntilNothingIsLeft(TestInstance instance) {
        while (work.left() > 0) {
            instance.workOnce();
        }
    }

    private Duration untilDue() {
        var due =
                new Claims(work.schema.jdbc())
                        .groups().stream().map(DueGroup::due).findFirst().orElseThrow();
        return Duration.between(work.now(), due);
    }

    private static boolean has(TestWorker worker, NewWork item) {
        return worker.begun.stream().anyMatch(claim -> claim.id().equals(item.id()));
    }

    private static int countOf(TestWorker worker, TenantId tenant) {
        return (int) worker.begun.stream().filter(claim -> claim.tenant().equals(tenant)).count();
    }
}
