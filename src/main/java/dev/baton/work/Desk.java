package dev.baton.work;

import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.log.LogFacts;
import dev.baton.tenant.TenantId;
import dev.baton.work.Seats.Seat;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where one worker's queue is worked on: claims what its places are free for and gives each item a
 * thread. Whatever becomes of the thread, the item is either ended or its lease runs out.
 */
class Desk {

    private static final Logger log = LoggerFactory.getLogger(Desk.class);
    private static final String WORK_IN_LOGS = "work";

    private final Worker worker;
    private final Slots slots;
    private final Claims claims;
    private final HeldClaims held;
    private final FailedAttempts failures;
    private final RetryingTransactions transactions;
    private final WorkMetrics metrics;
    private final WorkSignal signal;
    private final InstanceId instance;

    /** What was due and found no room. */
    private volatile List<DueGroup> waiting = List.of();

    Desk(Worker worker, DeskTools tools) {
        this.worker = worker;
        this.slots = new Slots(worker, tools.weights());
        this.claims = tools.claims();
        this.held = tools.held();
        this.failures = tools.failures();
        this.transactions = tools.transactions();
        this.metrics = tools.metrics();
        this.signal = tools.signal();
        this.instance = tools.instance();
    }

    String queue() {
        return worker.queue();
    }

    Slots slots() {
        return slots;
    }

    /** Begins as much of the due groups as there is room for; answers how much that was. */
    int fill(List<DueGroup> due, WorkTime time) {
        // Before looking at the room: what is freed from here on looks again.
        waiting = due;
        var open = due;
        var begun = 0;
        while (!open.isEmpty()) {
            var now = time.now();
            var shares = FairShares.of(open, slots, now);
            if (shares.isEmpty()) {
                waiting = open;
                return begun;
            }
            var claimed = claim(shares, now);
            claimed.forEach(share -> share.forEach(claim -> begin(claim, now)));
            begun += claimed.stream().mapToInt(List::size).sum();
            open = stillOpen(open, shares, claimed);
        }
        waiting = List.of();
        return begun;
    }

    /** A place for work that was not claimed; whoever found no room before comes first. */
    Optional<Seat> seat(TenantId tenant) {
        return waiting.isEmpty() && slots.tryTake(tenant)
                ? Optional.of(new Taken(tenant))
                : Optional.empty();
    }

    private final class Taken implements Seat {

        private final TenantId tenant;
        private final AtomicBoolean given = new AtomicBoolean();

        Taken(TenantId tenant) {
            this.tenant = tenant;
        }

        @Override
        public void close() {
            if (given.compareAndSet(false, true)) {
                slots.give(tenant, null);
                lookAgain();
            }
        }
    }

    private List<List<Claim>> claim(List<Share> shares, Instant now) {
        var leaseEnd = now.plus(worker.lease());
        return transactions.call(
                "work_claim",
                () ->
                        shares.stream()
                                .map(share -> claims.claim(share, instance.value(), now, leaseEnd))
                                .toList());
    }

    /** A tenant that used less than its share has no more; one without a share has no room. */
    private static List<DueGroup> stillOpen(
            List<DueGroup> open, List<Share> shares, List<List<Claim>> claimed) {
        var exhausted = new HashSet<>();
        for (var index = 0; index < shares.size(); index++) {
            if (claimed.get(index).size() < shares.get(index).items()) {
                exhausted.add(shares.get(index).tenant());
            }
        }
        return new ArrayList<>(
                open.stream().filter(group -> !exhausted.contains(group.tenant())).toList());
    }

    private void begin(Claim claim, Instant now) {
        metrics.claimed(claim.queue());
        slots.take(claim);
        var taken = held.take(claim, worker.lease(), now.plus(worker.lease()), Instant.MAX);
        Thread.ofVirtual().name("work-" + queue()).start(() -> work(taken));
    }

    private void work(HeldClaim taken) {
        var claim = taken.claim();
        taken.workedOnBy(Thread.currentThread());
        MDC.put(LogFacts.TENANT, claim.tenant().toString());
        MDC.put(WORK_IN_LOGS, claim.queue() + "/" + claim.id());
        try {
            if (claim.attempt() > worker.maxAttempts() + worker.maxInterruptions()) {
                failures.giveUp(worker, claim, "No attempt came to an end");
                return;
            }
            worker.work(claim);
            if (isOpen(taken)) {
                failures.again(worker, claim, "The worker left the item open");
            }
        } catch (LeaseLost e) {
            log.info("{}", e.getMessage());
        } catch (Throwable failure) {
            failed(taken, failure);
        } finally {
            held.drop(claim);
            slots.give(claim);
            MDC.clear();
            lookAgain();
        }
    }

    /** A full lane's next item waits for a place in that lane, whatever else ends. */
    private void lookAgain() {
        if (waiting.stream().anyMatch(slots::hasRoom)) {
            signal.raise();
        }
    }

    private void failed(HeldClaim taken, Throwable failure) {
        // The interrupt of a lost lease would end the connection that tells of it.
        Thread.interrupted();
        if (!isOpen(taken)) {
            return;
        }
        try {
            failures.again(worker, taken.claim(), failure);
        } catch (LeaseLost e) {
            log.info("{}", e.getMessage());
        } catch (RuntimeException e) {
            log.warn(
                    "{} {} failed, and so did noting it; another attempt follows its lease",
                    queue(),
                    taken.claim().id(),
                    e);
        }
    }

    private boolean isOpen(HeldClaim taken) {
        return held.contains(taken.claim()) && !taken.isLost();
    }
}
