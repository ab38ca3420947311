package dev.baton.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.platform.Ids;
import dev.baton.platform.problem.BadInput;
import dev.baton.tenant.TenantId;
import dev.baton.work.WorkFixture.TestInstance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

@Tag("database")
class WorkQueueTests {

    private final WorkFixture work = new WorkFixture();
    private final TestWorker worker = new TestWorker();
    private final TestInstance instance = work.instance(worker);
    private final TenantId tenant = WorkFixture.tenant();

    @Test
    void forgetsWhatWasAddedInATransactionThatFell() {
        work.schema
                .transaction()
                .executeWithoutResult(
                        transaction -> {
                            instance.queue.add(work.work(tenant));
                            transaction.setRollbackOnly();
                        });

        instance.workOnce();

        assertThat(worker.begun).isEmpty();
    }

    @Test
    void refusesTheSameItemTwice() {
        var item = work.work(tenant);
        work.in(() -> instance.queue.add(item));

        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> work.in(() -> instance.queue.add(item)));
    }

    @Test
    void tellsHowMuchOfTheTenantComesBeforeAnItem() {
        var early = work.now().minusSeconds(30);
        var item = work.work(tenant, Priority.NORMAL, work.now(), null);
        work.in(
                () -> {
                    instance.queue.add(work.work(tenant, Priority.NORMAL, early, null));
                    instance.queue.add(work.work(tenant, Priority.LOW, early, null));
                    instance.queue.add(work.work(tenant, Priority.HIGH, early, null));
                    instance.queue.add(
                            work.work(tenant, Priority.HIGH, work.now().plusSeconds(5), null));
                    instance.queue.add(
                            work.work(WorkFixture.tenant(), Priority.NORMAL, early, null));
                    instance.queue.add(item);
                });

        assertThat(place(item, 100))
                .hasValueSatisfying(
                        place -> {
                            assertThat(place.running()).isFalse();
                            assertThat(place.before()).isEqualTo(2);
                            assertThat(place.dueAt()).isEqualTo(item.dueAt());
                        });
        assertThat(place(item, 1)).hasValueSatisfying(it -> assertThat(it.before()).isOne());
        assertThat(place(work.work(tenant), 100)).isEmpty();
    }

    private Optional<WorkPlace> place(NewWork item, int most) {
        return instance.queue.place(item.queue(), tenant, item.id(), most);
    }

    @Test
    void waitsUntilAnItemIsDue() {
        var item = work.work(tenant, Priority.NORMAL, work.now().plusSeconds(60), null);
        work.in(() -> instance.queue.add(item));

        instance.workOnce();
        assertThat(worker.begun).isEmpty();

        work.clock.advance(Duration.ofSeconds(60));
        instance.workOnce();
        assertThat(worker.begun).extracting(Claim::id).containsExactly(item.id());
    }

    @Test
    void keepsAnItemWhoseCompletionFell() {
        worker.work =
                claim ->
                        work.schema
                                .transaction()
                                .executeWithoutResult(
                                        transaction -> {
                                            instance.queue.complete(claim);
                                            transaction.setRollbackOnly();
                                        });
        work.add(instance, tenant, 1);

        instance.workOnce();

        assertThat(work.left()).isOne();
        work.clock.advance(Duration.ofMinutes(1));
        worker.work = instance::complete;
        instance.workOnce();
        assertThat(worker.begun).extracting(Claim::attempt).containsExactly(1, 2);
        assertThat(work.left()).isZero();
    }

    @Test
    void refusesAWriterWhoseLeaseWentToAnother() {
        var late = claimed();
        var other = new TestWorker();
        var successor = work.instance(other);
        other.work = successor::complete;

        work.clock.advance(Worker.DEFAULT_LEASE);
        successor.workOnce();

        assertThat(other.begun).extracting(Claim::attempt).containsExactly(2);
        assertThatExceptionOfType(LeaseLost.class)
                .isThrownBy(() -> instance.complete(late))
                .extracting(LeaseLost::claim)
                .isEqualTo(late);
        assertThat(lostLeases()).isEqualTo(1);
    }

    @Test
    void refusesEveryWayOfEndingAClaimTwice() {
        var claim = claimed();
        work.in(() -> instance.queue.postpone(claim, work.now()));

        assertLost(() -> instance.queue.complete(claim));
        assertLost(() -> instance.queue.complete(List.of(claim)));
        assertLost(() -> instance.queue.retry(claim, work.now(), "again"));
        assertLost(() -> instance.queue.postpone(claim, work.now()));
        assertLost(() -> instance.queue.bury(claim, "enough"));
        assertThat(work.left()).isOne();
        assertThat(instance.queue.countDeadLetters(tenant, TestWorker.QUEUE)).isZero();
    }

    @Test
    void letsALateWriterFinishWhatNobodyTookOver() {
        var late = claimed();

        work.clock.advance(Worker.DEFAULT_LEASE.multipliedBy(4));
        instance.complete(late);

        assertThat(work.left()).isZero();
    }

    @Test
    void doesNotTakeAnItemThatWasAddedAgainForTheOneBefore() {
        var before = claimed();
        work.in(() -> instance.queue.remove(TestWorker.QUEUE, tenant, before.id()));
        work.clock.advance(Duration.ofMillis(1));
        work.in(
                () ->
                        instance.queue.add(
                                new NewWork(
                                        TestWorker.QUEUE,
                                        tenant,
                                        before.id(),
                                        Priority.NORMAL,
                                        work.now(),
                                        null)));
        var after = claimed();

        assertLost(() -> instance.queue.complete(before));
        instance.complete(after);
        assertThat(work.left()).isZero();
    }

    @Test
    void takesSeveralBackAtOnce() {
        var items = List.of(work.work(tenant), work.work(tenant), work.work(tenant));
        work.in(() -> instance.queue.add(items));

        work.in(
                () ->
                        instance.queue.remove(
                                TestWorker.QUEUE,
                                tenant,
                                List.of(items.getLast().id(), items.get(0).id(), Ids.next())));

        assertThat(work.left()).isOne();
        instance.workOnce();
        assertThat(worker.begun).extracting(Claim::id).containsExactly(items.get(1).id());
    }

    @Test
    void countsARetryAndNotAPostponement() {
        var first = claimed();
        work.in(() -> instance.queue.postpone(first, work.now()));
        var second = claimed();
        work.in(() -> instance.queue.retry(second, work.now(), "again"));
        var third = claimed();

        assertThat(List.of(first, second, third))
                .extracting(Claim::attempt)
                .containsExactly(1, 1, 2);
    }

    @Test
    void ownsWhatItAddedAsOwned() {
        var claim = owned();
        instance.workOnce();
        assertThat(worker.begun).isEmpty();
        assertThat(instance.queue.isOwned(claim)).isTrue();

        instance.complete(claim);
        assertThat(work.left()).isZero();
        assertThat(instance.queue.isOwned(claim)).isFalse();
    }

    @Test
    void handsOwnedWorkToAnotherInstanceWhenItsOwnDies() {
        var claim = owned();
        var other = new TestWorker();
        var successor = work.instance(other);
        other.work = successor::complete;

        work.clock.advance(Worker.DEFAULT_LEASE);
        assertThat(instance.queue.isOwned(claim)).isFalse();
        successor.workOnce();

        assertThat(other.begun).extracting(Claim::attempt).containsExactly(2);
    }

    @Test
    void listsDeadLettersNewestFirstAndRevivesThem() {
        var first = buried("first");
        work.clock.advance(Duration.ofSeconds(1));
        var second = buried("second");

        var page = instance.queue.deadLetters(tenant, TestWorker.QUEUE, null, 1);
        var rest = instance.queue.deadLetters(tenant, TestWorker.QUEUE, page.nextCursor(), 1);
        assertThat(page.data()).extracting(DeadLetter::reason).containsExactly("second");
        assertThat(rest.data()).extracting(DeadLetter::id).containsExactly(first.id());
        assertThat(rest.nextCursor()).isNull();
        assertThat(rest.data().getFirst().attempts()).isOne();

        work.in(() -> instance.queue.revive(TestWorker.QUEUE, tenant, second.id(), work.now()));
        var revived = claimed();
        assertThat(revived.id()).isEqualTo(second.id());
        assertThat(revived.attempt()).isOne();
        assertThat(instance.queue.countDeadLetters(tenant, TestWorker.QUEUE)).isOne();
        assertThatExceptionOfType(DeadLetterNotFound.class)
                .isThrownBy(
                        () ->
                                work.in(
                                        () ->
                                                instance.queue.revive(
                                                        TestWorker.QUEUE,
                                                        tenant,
                                                        second.id(),
                                                        work.now())));
    }

    @Test
    void refusesACursorThatIsNoneOfItsOwn() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> instance.queue.deadLetters(tenant, TestWorker.QUEUE, "eA", 10));
    }

    /** Adds one item if there is none, and lets this instance claim it and leave it open. */
    private Claim claimed() {
        if (work.left() == 0) {
            work.add(instance, tenant, 1);
        }
        return instance.claimNext(tenant);
    }

    private Claim buried(String reason) {
        var claim = claimed();
        work.in(() -> instance.queue.bury(claim, reason));
        return claim;
    }

    private Claim owned() {
        return work.schema.retrying().call(() -> instance.queue.addOwned(work.work(tenant)));
    }

    private void assertLost(Runnable ending) {
        assertThatExceptionOfType(LeaseLost.class).isThrownBy(() -> work.in(ending));
    }

    private double lostLeases() {
        return work.schema.meters().get("baton_work_lease_lost").counter().count();
    }
}
