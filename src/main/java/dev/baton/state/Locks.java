package dev.baton.state;

import dev.baton.limit.WaitingPlaces;
import dev.baton.platform.Page;
import dev.baton.platform.TextCursor;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.Duration;

/**
 * Locks that a tenant's programs hold for some time at most, on any number of instances. Whoever
 * dies with one holds up others until its time is over; whoever is only slow is kept from writing
 * by its fence, which is not the lock's any more then.
 */
@Service
public class Locks {

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofHours(1);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(1);

    private static final String WHERE = "state-lock";
    private static final int LONGEST_OWNER = 200;
    private static final int WAITING = 100;
    private static final int LOOKS = 6;

    private final LockStore store;
    private final Fences fences;
    private final StateNews news;
    private final RetryingTransactions transactions;
    private final StateProperties properties;
    private final Rest rest;
    private final Clock clock;
    private final WaitingPlaces places = new WaitingPlaces("lock_waits", WAITING);

    Locks(
            LockStore store,
            Fences fences,
            StateNews news,
            RetryingTransactions transactions,
            StateProperties properties,
            Rest rest,
            Clock clock) {
        this.store = store;
        this.fences = fences;
        this.news = news;
        this.transactions = transactions;
        this.properties = properties;
        this.rest = rest;
        this.clock = clock;
    }

    /** Who holds it now. */
    @Transactional(readOnly = true)
    public HeldLock get(LockId id) {
        var now = clock.instant();
        return store.find(id)
                .filter(lock -> !lock.isOver(now))
                .orElseThrow(() -> new LockNotFound(id));
    }

    /** The locks that are held, by name. */
    @Transactional(readOnly = true)
    public Page<HeldLock> list(TenantId tenant, @Nullable String after, int limit) {
        var rows = store.list(tenant, TextCursor.text(after), clock.instant(), limit + 1);
        return Page.of(rows, limit, lock -> TextCursor.of(lock.id().name()));
    }

    /**
     * Takes a lock as soon as it is free. A second time also its own owner waits.
     *
     * @param time for which it is held unless it is renewed; null for the usual time
     * @param wait how long to wait for it; null for the usual time, zero not to wait
     */
    @Requires(Permission.STATE_WRITE)
    public HeldLock take(
            LockId id, String owner, @Nullable Duration time, @Nullable Duration wait, Actor by) {
        checkOwner(owner);
        var held = time == null ? properties.lockTime() : time;
        var patience = wait == null ? properties.lockWait() : wait;
        check("ttl_seconds", held, SHORTEST, LONGEST);
        check("wait_seconds", patience, Duration.ZERO, LONGEST_WAIT);
        var first = attempt(id, owner, held);
        if (first.taken()) {
            return first.lock();
        }
        if (patience.isZero()) {
            throw refusal(first.lock());
        }
        try (var _ = places.take(id.tenant())) {
            return waitFor(id, owner, held, patience);
        }
    }

    /** Holds it from now on for the time again. Refused once its time is over. */
    @Requires(Permission.STATE_WRITE)
    public HeldLock renew(LockId id, long fence, @Nullable Duration time, Actor by) {
        var held = time == null ? properties.lockTime() : time;
        check("ttl_seconds", held, SHORTEST, LONGEST);
        return transactions.call(
                WHERE,
                () -> {
                    var lock = own(id, fence);
                    var renewed =
                            new HeldLock(
                                    id,
                                    lock.owner(),
                                    fence,
                                    lock.takenAt(),
                                    clock.instant().plus(held));
                    store.change(renewed);
                    return renewed;
                });
    }

    @Requires(Permission.STATE_WRITE)
    public void release(LockId id, long fence, Actor by) {
        transactions.run(
                WHERE,
                () -> {
                    own(id, fence);
                    store.delete(id);
                });
    }

    /**
     * How an attempt to take a lock ended.
     *
     * @param lock as its taker, or else its holder, holds it
     */
    private record Attempt(HeldLock lock, boolean taken) {}

    private HeldLock waitFor(LockId id, String owner, Duration time, Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        for (var retry = 0; ; retry++) {
            var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            rest.before(retry, left);
            var attempt = attempt(id, owner, time);
            if (attempt.taken()) {
                return attempt.lock();
            }
            if (left.isZero() || !news.isRunning() || Thread.currentThread().isInterrupted()) {
                throw refusal(attempt.lock());
            }
        }
    }

    private Attempt attempt(LockId id, String owner, Duration time) {
        for (var attempt = 1; ; attempt++) {
            try {
                return transactions.call(WHERE, () -> takeIfFree(id, owner, time));
            } catch (DuplicateKeyException other) {
                // Somebody took it between our look and our taking; who, the next look tells.
                if (attempt == LOOKS) {
                    throw other;
                }
            }
        }
    }

    private Attempt takeIfFree(LockId id, String owner, Duration time) {
        var now = clock.instant();
        var found = store.hold(id);
        if (found.isPresent() && !found.get().isOver(now)) {
            return new Attempt(found.get(), false);
        }
        var most = properties.locks();
        if (store.count(id.tenant(), now, most) >= most) {
            throw new TooManyLocks(most);
        }
        var fence = fences.next(id.tenant());
        var taken = new HeldLock(id, owner, fence, now, now.plus(time));
        if (found.isPresent()) {
            store.change(taken);
        } else {
            store.add(taken);
        }
        return new Attempt(taken, true);
    }

    /** The lock, if it is still held with that fence; nobody else takes it meanwhile. */
    private HeldLock own(LockId id, long fence) {
        var now = clock.instant();
        var lock =
                store.hold(id)
                        .filter(it -> !it.isOver(now))
                        .orElseThrow(() -> new LockNotFound(id));
        if (lock.fence() != fence) {
            throw new LockLost(id, fence);
        }
        return lock;
    }

    private LockHeld refusal(HeldLock lock) {
        var left = Duration.between(clock.instant(), lock.expiresAt());
        return new LockHeld(lock, left.compareTo(SHORTEST) < 0 ? SHORTEST : left);
    }

    private static void checkOwner(String owner) {
        if (owner.isBlank()) {
            throw new StateRefused(
                    new FieldProblem("owner", "required", "who takes it, for others to read"));
        }
        if (owner.length() > LONGEST_OWNER) {
            throw new StateRefused(
                    new FieldProblem(
                            "owner", "too_long", "at most " + LONGEST_OWNER + " characters"));
        }
    }

    private static void check(String field, Duration time, Duration least, Duration most) {
        if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
            throw new StateRefused(
                    new FieldProblem(
                            field,
                            "out_of_range",
                            "between %d and %d".formatted(least.toSeconds(), most.toSeconds())));
        }
    }
}
