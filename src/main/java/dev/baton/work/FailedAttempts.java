package dev.baton.work;

import dev.baton.platform.database.Outage;
import dev.baton.platform.database.RetryingTransactions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** What follows an attempt that did not end its item: another one, or none any more. */
@Component
class FailedAttempts {

    private static final Logger log = LoggerFactory.getLogger(FailedAttempts.class);
    private static final double JITTER = 0.2;
    private static final Duration UNTIL_BACK = Duration.ofSeconds(2);

    private final WorkQueue queue;
    private final RetryingTransactions transactions;
    private final Clock clock;

    FailedAttempts(WorkQueue queue, RetryingTransactions transactions, Clock clock) {
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
    }

    void again(Worker worker, Claim claim, Throwable failure) {
        if (Outage.is(failure)) {
            log.warn("{} {} has to wait for the database", claim.queue(), claim.id(), failure);
            var dueAt = clock.instant().plus(UNTIL_BACK);
            transactions.run("work_end", () -> queue.postpone(claim, dueAt));
            return;
        }
        var message = failure.getMessage();
        var name = failure.getClass().getSimpleName();
        log.warn("{} {} failed at attempt {}", claim.queue(), claim.id(), claim.attempt(), failure);
        again(worker, claim, message == null ? name : name + ": " + message);
    }

    void again(Worker worker, Claim claim, String reason) {
        if (claim.attempt() >= worker.maxAttempts()) {
            giveUp(worker, claim, reason);
            return;
        }
        var dueAt = clock.instant().plus(jittered(worker.backoff(claim.attempt())));
        transactions.run("work_end", () -> queue.retry(claim, dueAt, reason));
    }

    void giveUp(Worker worker, Claim claim, String reason) {
        log.error(
                "{} {} of tenant {} is given up after {} attempts: {}",
                claim.queue(),
                claim.id(),
                claim.tenant(),
                claim.attempt(),
                reason);
        transactions.run(
                "work_end",
                () -> {
                    queue.bury(claim, reason);
                    worker.buried(claim, reason);
                });
    }

    private static Duration jittered(Duration backoff) {
        var factor = ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
        return Duration.ofMillis((long) (backoff.toMillis() * factor));
    }
}
