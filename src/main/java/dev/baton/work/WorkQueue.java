package dev.baton.work;

import dev.baton.platform.Page;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Adds work and ends claims, in the transaction of the caller: what is written with it commits with
 * it or not at all. A claim ends once; after that, and after its lease went to somebody else, every
 * attempt to end it throws {@link LeaseLost}.
 */
@Service
public class WorkQueue {

    /** How long the lease of work that was added as owned is renewed at most. */
    public static final Duration LONGEST_OWNED = Duration.ofMinutes(10);

    private final WorkItems items;
    private final DeadLetters deadLetters;
    private final HeldClaims held;
    private final WorkSignal signal;
    private final WorkMetrics metrics;
    private final WorkTime time;
    private final InstanceId instance;

    WorkQueue(
            WorkItems items,
            DeadLetters deadLetters,
            HeldClaims held,
            WorkSignal signal,
            WorkMetrics metrics,
            WorkTime time,
            InstanceId instance) {
        this.items = items;
        this.deadLetters = deadLetters;
        this.held = held;
        this.signal = signal;
        this.metrics = metrics;
        this.time = time;
        this.instance = instance;
    }

    @Transactional
    public void add(NewWork work) {
        add(List.of(work));
    }

    /** Work that is due is begun right after the commit, here or on any other instance. */
    @Transactional
    public void add(Collection<NewWork> work) {
        var now = time.now();
        items.insert(
                work.stream()
                        .map(each -> new WorkItems.Row(each, time.of(each.dueAt()), 0, null, now))
                        .toList());
        signalAfterCommit();
    }

    /** Like {@link #addOwned(NewWork, Duration)} for {@link #LONGEST_OWNED}. */
    @Transactional
    public Claim addOwned(NewWork work) {
        return addOwned(work, LONGEST_OWNED);
    }

    /** Adds work unless there is some under this id, begun or not; whether it did. */
    @Transactional
    public boolean addMissing(NewWork work) {
        var now = time.now();
        var row = new WorkItems.Row(work, time.of(work.dueAt()), 0, null, now);
        var added = items.insertMissing(row);
        if (added) {
            signalAfterCommit();
        }
        return added;
    }

    /**
     * Adds work that the caller does itself, begun as its first attempt. Should this instance die,
     * another one's {@link Worker} of the queue takes over.
     *
     * @param atMost how long the caller may take; after that the lease runs out
     */
    @Transactional
    public Claim addOwned(NewWork work, Duration atMost) {
        var owned = owned(work);
        addOwned(List.of(owned), atMost);
        return owned.claim();
    }

    /** Prepares what {@link #addOwned(Collection)} adds; nothing is written. */
    public OwnedWork owned(NewWork work) {
        var now = time.now();
        var fence = WorkItems.Row.fence(now);
        var claim = new Claim(work.queue(), work.tenant(), work.id(), 1, fence, work.lane());
        return new OwnedWork(work, claim, now);
    }

    /** Adds work that the caller does itself for as long as that takes. */
    @Transactional
    public void addOwned(Collection<OwnedWork> works) {
        addOwned(works, null);
    }

    private void addOwned(Collection<OwnedWork> works, @Nullable Duration atMost) {
        var now = time.now();
        var leaseEnd = now.plus(Worker.DEFAULT_LEASE);
        items.insert(
                works.stream()
                        .map(
                                each ->
                                        new WorkItems.Row(
                                                each.work(),
                                                leaseEnd,
                                                1,
                                                instance.value(),
                                                each.createdAt()))
                        .toList());
        var keepUntil = atMost == null ? Instant.MAX : now.plus(atMost);
        var claims = works.stream().map(OwnedWork::claim).toList();
        claims.forEach(claim -> held.take(claim, Worker.DEFAULT_LEASE, leaseEnd, keepUntil));
        held.dropUnlessCommitted(claims);
    }

    /**
     * Nobody here works on it any more: a lease that nothing has ended is renewed no longer, and
     * somebody else takes over when it runs out. For work that was added as owned; what a worker
     * does is let go of by itself.
     */
    public void letGo(Claim claim) {
        held.drop(claim);
    }

    /** Tells when the lease of a claim is lost that no worker's thread works on. */
    public void whenLost(Claim claim, Runnable told) {
        held.whenLost(claim, told);
    }

    /** The work is done. */
    @Transactional
    public void complete(Claim claim) {
        complete(List.of(claim));
    }

    /** All are done; one that is lost fails them all. */
    @Transactional
    public void complete(Collection<Claim> claims) {
        held.endWithTransaction(claims);
        for (var claim : items.delete(WorkItems.ordered(claims), instance.value())) {
            check(false, claim);
        }
    }

    /**
     * Fails when a claim is lost. Else nobody else gets one of them before the caller's transaction
     * has ended, so that it may write what only their owner may.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(Collection<Claim> claims) {
        for (var claim : WorkItems.ordered(claims)) {
            check(items.lock(claim, instance.value()), claim);
        }
    }

    /** Tries again later; the attempt counts. */
    @Transactional
    public void retry(Claim claim, Instant dueAt, String reason) {
        held.endWithTransaction(List.of(claim));
        check(items.release(claim, instance.value(), time.of(dueAt), 0, reason), claim);
        metrics.retried(claim.queue());
        signalAfterCommit();
    }

    /** Begins again later as if it had not been begun: it was not the work's fault. */
    @Transactional
    public void postpone(Claim claim, Instant dueAt) {
        held.endWithTransaction(List.of(claim));
        check(items.release(claim, instance.value(), time.of(dueAt), -1, null), claim);
        signalAfterCommit();
    }

    /**
     * Lets work rest that has come as far as it can for now: its next attempt is a first one again.
     */
    @Transactional
    public void rest(Claim claim, Instant dueAt) {
        held.endWithTransaction(List.of(claim));
        check(items.rest(claim, instance.value(), time.of(dueAt)), claim);
        signalAfterCommit();
    }

    /** Gives up: the item becomes a dead letter. {@link Worker#buried} is not called. */
    @Transactional
    public void bury(Claim claim, String reason) {
        held.endWithTransaction(List.of(claim));
        deadLetters.copy(claim, reason, time.now());
        check(items.delete(claim, instance.value()), claim);
        metrics.buried(claim.queue());
    }

    /**
     * Takes work back, begun or not; who works on it hears of it at the next renewal of the lease
     * or when it wants to end its claim. False if there is none.
     */
    @Transactional
    public boolean remove(String queue, TenantId tenant, UUID id) {
        return items.delete(queue, tenant, id);
    }

    /**
     * Work is more or less urgent from now on. One that is being done is not interrupted: it counts
     * when that waits again. Nothing happens when there is none.
     */
    public void reprioritize(String queue, TenantId tenant, UUID id, Priority priority) {
        items.reprioritize(queue, tenant, id, priority);
    }

    /** Work that waits for its time is due now; what is being done, or is due, stays as it is. */
    @Transactional
    public void hasten(String queue, TenantId tenant, UUID id) {
        if (items.hasten(queue, tenant, id, time.now())) {
            signalAfterCommit();
        }
    }

    /** The same for several; those that there are none of are passed over. */
    @Transactional
    public void remove(String queue, TenantId tenant, Collection<UUID> ids) {
        items.delete(queue, tenant, ids);
    }

    /**
     * Whether the lease has not ended, as far as this instance knows. Ask before an effect that
     * cannot be undone: a process that was paused for longer than the lease goes on where it was,
     * and renews nothing before that.
     */
    public boolean isOwned(Claim claim) {
        return held.isOwnedAt(claim, time.now());
    }

    /** How far those are that have not ended, by id; given up ones have. */
    @Transactional(readOnly = true)
    public Map<UUID, WorkProgress> progress(String queue, TenantId tenant, Collection<UUID> ids) {
        return ids.isEmpty() ? Map.of() : items.progress(queue, tenant, ids);
    }

    /**
     * Where work stands in its queue; empty when there is none under its id.
     *
     * @param most how much before it is counted
     */
    @Transactional(readOnly = true)
    public Optional<WorkPlace> place(String queue, TenantId tenant, UUID id, int most) {
        return items.place(queue, tenant, id, time.now(), most);
    }

    /** Makes a dead letter work again, with all its attempts before it. */
    @Transactional
    public void revive(String queue, TenantId tenant, UUID id, Instant dueAt) {
        if (!deadLetters.revive(queue, tenant, id, time.of(dueAt), time.now())) {
            throw new DeadLetterNotFound(id);
        }
        signalAfterCommit();
    }

    /**
     * What was given up, newest first.
     *
     * @param cursor of the page before; null for the first page
     */
    @Transactional(readOnly = true)
    public Page<DeadLetter> deadLetters(
            TenantId tenant, String queue, @Nullable String cursor, int limit) {
        var after = DeadLetterCursor.parse(cursor);
        return Page.of(
                deadLetters.list(tenant, queue, after, limit + 1),
                limit,
                letter -> DeadLetterCursor.of(letter).toString());
    }

    /** Whether the work was given up and can be revived. */
    @Transactional(readOnly = true)
    public boolean isDeadLetter(TenantId tenant, String queue, UUID id) {
        return deadLetters.contains(tenant, queue, id);
    }

    @Transactional(readOnly = true)
    public long countDeadLetters(TenantId tenant, String queue) {
        return deadLetters.count(tenant, queue);
    }

    /**
     * Forgets what was given up before some time, the oldest first.
     *
     * @return how many, {@code most} at the most
     */
    @Transactional
    public int forgetDeadLetters(TenantId tenant, String queue, Instant before, int most) {
        return deadLetters.forget(tenant, queue, before, most);
    }

    /** How much of a tenant waits or is being done, counted no further than {@code most}. */
    @Transactional(readOnly = true)
    public int count(TenantId tenant, String queue, int most) {
        return items.count(tenant, queue, most);
    }

    private void check(boolean stillHeld, Claim claim) {
        if (!stillHeld) {
            if (held.lose(claim)) {
                metrics.leaseLost(claim.queue());
            }
            throw new LeaseLost(claim);
        }
    }

    private void signalAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        signal.raise();
                    }
                });
    }
}
