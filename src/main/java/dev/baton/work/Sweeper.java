package dev.baton.work;

import dev.baton.platform.Repeater;
import dev.baton.platform.database.DatabaseLock;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Lets every {@link Sweep} forget what is old, now and then and in small parts: whoever works with
 * the same tables meanwhile waits for a part at the longest.
 */
@Component
class Sweeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    /** Few, for a message and its answer may take megabytes. */
    static final int PART = 20;

    private static final Duration PACE = Duration.ofHours(1);
    private static final int TENANTS = 500;

    private final DatabaseLock lock;
    private final RetryingTransactions transactions;
    private final TenantDirectory tenants;
    private final List<Sweep> sweeps;
    private final Clock clock;
    private final Repeater repeater = new Repeater("sweeper", this::round);

    Sweeper(
            DatabaseLock lock,
            RetryingTransactions transactions,
            TenantDirectory tenants,
            List<Sweep> sweeps,
            Clock clock) {
        this.lock = lock;
        this.transactions = transactions;
        this.tenants = tenants;
        this.sweeps = sweeps;
        this.clock = clock;
    }

    /** Sweeps for every tenant; false when another instance is just at it. */
    boolean sweep() {
        return lock.tryRun("sweep", holder -> sweepAll(holder, clock.instant()));
    }

    /** Sweeps for one tenant until nothing old is left, or this instance stops. */
    void sweep(TenantId tenant, Instant now) {
        for (var sweep : sweeps) {
            try {
                while (forget(sweep, tenant, now) == PART
                        && !Thread.currentThread().isInterrupted()) {
                    // The next part.
                }
            } catch (RuntimeException failure) {
                LOG.warn("What is old of tenant {} stays for now", tenant, failure);
            }
        }
    }

    private int forget(Sweep sweep, TenantId tenant, Instant now) {
        return transactions.call("sweep", () -> sweep.forget(tenant, now, PART));
    }

    private void sweepAll(JdbcTemplate holder, Instant now) {
        var last = new TenantId(new UUID(0, 0));
        for (var some = tenants.idsAfter(last, TENANTS);
                !some.isEmpty() && !Thread.currentThread().isInterrupted();
                some = tenants.idsAfter(last, TENANTS)) {
            some.forEach(tenant -> sweep(tenant, now));
            // A connection that says nothing for hours is closed, and the lock with it.
            holder.queryForList("SELECT 1");
            last = some.getLast();
        }
    }

    private Duration round() {
        sweep();
        return PACE;
    }

    @Override
    public void start() {
        repeater.start();
    }

    @Override
    public void stop() {
        repeater.stop(Duration.ofSeconds(5));
    }

    @Override
    public boolean isRunning() {
        return repeater.isRunning();
    }
}
