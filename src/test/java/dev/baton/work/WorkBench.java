package dev.baton.work;

import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An instance of a test's own over the schema that all Spring tests share. It works on one tenant's
 * items, by its own clock, and only when told to. With a clock far ahead nobody else takes what is
 * added here.
 */
public final class WorkBench {

    private final HeldClaims held = new HeldClaims();
    private final InstanceId instance = new InstanceId(Ids.next());
    private final RetryingTransactions transactions;
    private final Claims claims;
    private final Clock clock;
    private final WorkQueue queue;

    public WorkBench(JdbcTemplate jdbc, RetryingTransactions transactions, Clock clock) {
        var time = WorkTime.of(clock);
        this.transactions = transactions;
        this.claims = new Claims(jdbc);
        this.clock = clock;
        this.queue =
                new WorkQueue(
                        new WorkItems(jdbc),
                        new DeadLetters(jdbc),
                        held,
                        new WorkSignal(),
                        new WorkMetrics(new SimpleMeterRegistry(), new WorkDepth(jdbc, time)),
                        time,
                        instance);
    }

    public WorkQueue queue() {
        return queue;
    }

    /** Claims the tenant's next due item and does nothing with it, as if the instance died then. */
    public Optional<Claim> claim(TenantId tenant, Worker worker) {
        var now = clock.instant();
        return claims.groups().stream()
                .filter(group -> group.tenant().equals(tenant))
                .filter(group -> group.queue().equals(worker.queue()) && group.isDue(now))
                .findFirst()
                .map(group -> claimed(group, worker, now));
    }

    /** Works on everything of the tenant that is due, one after the other; answers how many. */
    public int work(TenantId tenant, Worker worker) {
        var worked = 0;
        for (var claim = claim(tenant, worker); claim.isPresent(); claim = claim(tenant, worker)) {
            try {
                worker.work(claim.get());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                held.drop(claim.get());
            }
            worked++;
        }
        return worked;
    }

    /** Has the pool's bookkeeping bury a claim. */
    public void bury(Worker worker, Claim claim, String reason) {
        new FailedAttempts(queue, transactions, clock).giveUp(worker, claim, reason);
    }

    private Claim claimed(DueGroup group, Worker worker, Instant now) {
        var leaseEnd = now.plus(worker.lease());
        var share = new Share(group.queue(), group.tenant(), 1, List.of(group), _ -> 1);
        var claim =
                transactions
                        .call(() -> claims.claim(share, instance.value(), now, leaseEnd))
                        .getFirst();
        held.take(claim, worker.lease(), leaseEnd, now.plus(Duration.ofDays(1)));
        return claim;
    }
}
