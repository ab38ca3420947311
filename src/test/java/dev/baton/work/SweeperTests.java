package dev.baton.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.SettableClock;
import dev.baton.message.MessageFixture;
import dev.baton.message.ServerTest;
import dev.baton.platform.database.DatabaseLock;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ServerTest
class SweeperTests {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Autowired private MessageFixture fixture;
    @Autowired private TenantDirectory tenants;
    @Autowired private RetryingTransactions transactions;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private List<Sweep> real;

    private final Map<TenantId, Integer> old = new HashMap<>();
    private final List<Instant> times = new ArrayList<>();

    @Test
    void sweepsForEveryTenantUntilNothingOldIsLeft() {
        var one = fixture.tenant(100, null);
        var other = fixture.tenant(100, null);
        old.put(one, 2 * Sweeper.PART + 7);
        old.put(other, 1);

        sweepWhenTheServersOwnIsDone(sweeper());

        assertThat(old.values()).containsOnly(0);
        assertThat(times).contains(NOW).containsOnly(NOW);
    }

    @Test
    void doesNothingWhileAnotherInstanceIsAtIt() {
        var tenant = fixture.tenant(100, null);
        old.put(tenant, 1);
        var sweeper = sweeper();

        await().until(
                        () ->
                                new DatabaseLock(jdbc)
                                        .tryRun(
                                                "sweep",
                                                _ -> assertThat(sweeper.sweep()).isFalse()));
        assertThat(old).containsEntry(tenant, 1);

        sweepWhenTheServersOwnIsDone(sweeper);
        assertThat(old).containsEntry(tenant, 0);
    }

    @Test
    void goesOnWithOtherTenantsWhenOneCannotBeSwept() {
        var one = fixture.tenant(100, null);
        var stuck = fixture.tenant(100, null);
        var other = fixture.tenant(100, null);
        old.put(one, 1);
        old.put(stuck, -1);
        old.put(other, 1);

        sweepWhenTheServersOwnIsDone(sweeper());

        assertThat(old).containsEntry(one, 0).containsEntry(other, 0);
    }

    @Test
    void knowsWhatGrowsWithEveryCall() {
        assertThat(real)
                .extracting(sweep -> sweep.getClass().getSimpleName())
                .containsExactlyInAnyOrder(
                        "OldMessages",
                        "OldDeliveries",
                        "OldApprovals",
                        "OldLocks",
                        "OldPlans",
                        "OldRuns");
    }

    /** The servers of these tests sweep when they start. */
    private static void sweepWhenTheServersOwnIsDone(Sweeper sweeper) {
        await().until(sweeper::sweep);
    }

    private Sweeper sweeper() {
        return new Sweeper(
                new DatabaseLock(jdbc),
                transactions,
                tenants,
                List.of(this::forget),
                new SettableClock(NOW));
    }

    private int forget(TenantId tenant, Instant now, int most) {
        times.add(now);
        var left = old.getOrDefault(tenant, 0);
        if (left < 0) {
            throw new IllegalStateException("It takes too long");
        }
        var some = Math.min(left, most);
        old.computeIfPresent(tenant, (_, _) -> left - some);
        return some;
    }
}
