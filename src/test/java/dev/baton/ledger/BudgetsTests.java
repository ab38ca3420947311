package dev.baton.ledger;

import static dev.baton.ledger.LedgerFixture.UNIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.LockWaits;
import dev.baton.RecordedStatements;
import dev.baton.SettableClock;
import dev.baton.TestPeople;
import dev.baton.event.Event;
import dev.baton.ledger.LedgerFixture.Instance;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.problem.Denied;
import dev.baton.platform.problem.NotFound;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;
import dev.baton.work.InstanceDeclaredDead;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

/** Several instances spend one budget: never more than there is, and nothing is lost. */
@Tag("database")
@SpringBootTest
class BudgetsTests {

    private static final String USED =
            "SELECT SUM(cost_nanos) FROM usage_record WHERE tenant_id = ?";
    private static final String SETTLED =
            "SELECT SUM(amount_nanos) FROM ledger_entry WHERE tenant_id = ? AND kind = 'SETTLE'";
    private static final String TAKEN =
            """
            SELECT SUM(CASE kind WHEN 'RESERVE' THEN amount_nanos WHEN 'RELEASE' THEN -amount_nanos
                       ELSE 0 END)
            FROM ledger_entry WHERE tenant_id = ?
            """;
    private static final String COMMITTED =
            "SELECT SUM(committed_nanos) FROM budget_period WHERE tenant_id = ?";
    private static final String IN_FLIGHT = "SELECT COUNT(*) FROM opened_call WHERE tenant_id = ?";

    @Autowired LedgerFixture ledger;
    @Autowired Budgets budgets;
    @Autowired BudgetStore store;
    @Autowired RetryingTransactions transactions;
    @Autowired TestPeople people;
    @Autowired JdbcTemplate jdbc;
    @Autowired LockWaits waits;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-25T10:00:00Z"));

    /** Random calls on up to four instances, of which some die; the seed is the test's name. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void neverSpendsMoreThanTheBudgetWhateverHappens(long seed) {
        var random = new Random(seed);
        var limit = UNIT + random.nextLong(9 * UNIT);
        var tenant = ledger.tenantWith(limit);
        var world = new World(tenant, random);

        for (var n = 0; n < 250; n++) {
            world.step();
            if (n % 10 == 0) {
                assertThat(ledger.sum(COMMITTED, tenant)).isBetween(0L, limit);
                assertThat(ledger.sum(USED, tenant) + world.held()).isLessThanOrEqualTo(limit);
            }
        }
        world.comeToRest();

        var month = budgets.current(tenant);
        assertThat(month.reservedNanos()).isZero();
        assertThat(month.spentNanos())
                .isPositive()
                .isLessThanOrEqualTo(limit)
                .isEqualTo(ledger.sum(USED, tenant))
                .isEqualTo(ledger.sum(SETTLED, tenant))
                .isEqualTo(ledger.sum(TAKEN, tenant))
                .isEqualTo(ledger.sum(COMMITTED, tenant))
                .isEqualTo(
                        ledger.sum(
                                "SELECT SUM(cost_nanos) FROM usage_rollup WHERE tenant_id = ?",
                                tenant));
        assertThat(ledger.sum(IN_FLIGHT, tenant)).isZero();
    }

    @Test
    void letsThroughExactlyWhatTheMoneyCovers() throws Exception {
        var tenant = ledger.tenantWith(50 * UNIT);
        var instance = ledger.instance(Clock.systemUTC());
        var refused = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var n = 0; n < 200; n++) {
                threads.submit(
                        () -> {
                            try {
                                var call = instance.open(tenant, UNIT);
                                instance.end(call, UNIT, UsageStatus.COMPLETED);
                            } catch (BudgetExhausted exhausted) {
                                refused.incrementAndGet();
                            }
                            return null;
                        });
            }
        }

        assertThat(refused).hasValue(150);
        assertThat(ledger.sum("SELECT COUNT(*) FROM usage_record WHERE tenant_id = ?", tenant))
                .isEqualTo(50);
        assertThat(ledger.sum(USED, tenant)).isEqualTo(50 * UNIT);
        assertThat(instance.budgets.reservedHere()).isZero();
    }

    @Test
    void remembersForAWhileWhatIsLeft() {
        var tenant = ledger.tenantWith(50 * UNIT);
        var instance = ledger.instance(clock);
        assertThat(instance.budgets.left(tenant)).isEqualTo(Long.MAX_VALUE);

        var call = instance.open(tenant, 5 * UNIT);
        assertThat(instance.budgets.left(tenant)).isEqualTo(45 * UNIT);
        instance.end(call, 3 * UNIT, UsageStatus.COMPLETED);
        assertThat(instance.budgets.left(tenant)).isEqualTo(47 * UNIT);
        assertThat(RecordedStatements.during(() -> instance.budgets.left(tenant))).isEmpty();

        clock.advance(Duration.ofSeconds(10));
        assertThat(instance.budgets.left(tenant)).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> instance.budgets.reserve(tenant, 48 * UNIT))
                .isInstanceOf(BudgetExhausted.class);
        assertThat(instance.budgets.left(tenant)).isEqualTo(47 * UNIT);

        instance.budgets.callBack(tenant);
        assertThat(instance.budgets.left(tenant)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void remembersNoLimitWhereThereIsNone() {
        var tenant = ledger.tenant("UTC").id();
        var instance = ledger.instance(clock);

        instance.open(tenant, UNIT);

        assertThat(instance.budgets.left(tenant)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesTheOthersWhileTheDatabaseKeepsOneGrantWaiting() throws Exception {
        var tenant = ledger.tenantWith(10 * UNIT);
        var instance = ledger.instance(Clock.systemUTC());
        var held = new CountDownLatch(1);
        var refused = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var holder =
                    threads.submit(
                            () ->
                                    transactions.run(
                                            () -> {
                                                var period = instance.budgets.currentPeriod(tenant);
                                                store.lockCommitted(tenant, period);
                                                held.countDown();
                                                hold(refused);
                                            }));
            held.await();
            var asked = new ExecutorCompletionService<Reservation>(threads);
            for (var n = 0; n < 2; n++) {
                asked.submit(() -> instance.budgets.reserve(tenant, UNIT));
            }

            assertThatThrownBy(() -> asked.take().get())
                    .hasCauseInstanceOf(BudgetUnavailable.class);

            refused.countDown();
            holder.get();
            assertThat(asked.take().get().nanos()).isEqualTo(UNIT);
        }
    }

    private static void hold(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void takesSmallerBlocksAsTheBudgetNearsItsEnd() {
        var tenant = ledger.tenantWith(10 * UNIT);
        var instance = ledger.instance(clock);
        var spent = 0L;
        for (var n = 0; n < 95; n++) {
            instance.end(instance.open(tenant, UNIT / 10), UNIT / 10, UsageStatus.COMPLETED);
            spent += UNIT / 10;
            var idle = budgets.current(tenant).reservedNanos();
            assertThat(idle).isLessThanOrEqualTo(Math.max(UNIT / 10, (10 * UNIT - spent) / 40));
        }
    }

    @Test
    void refusesEarlyByWhatOthersHoldAndCallsThatBack() {
        var tenant = ledger.tenantWith(10 * UNIT);
        var idle = ledger.instance(clock);
        var busy = ledger.instance(clock);
        idle.end(idle.open(tenant, 4 * UNIT), 1, UsageStatus.COMPLETED);
        var lease = budgets.current(tenant).reservedNanos();
        var calls = new ArrayList<OpenedCall>();

        assertThatThrownBy(
                        () -> {
                            while (calls.size() < 100) {
                                calls.add(busy.open(tenant, UNIT / 2));
                            }
                        })
                .isInstanceOf(BudgetExhausted.class);

        var got = calls.size() * UNIT / 2;
        assertThat(10 * UNIT - got).isLessThanOrEqualTo(lease + UNIT / 2);
        assertThat(events(tenant, "budget.recalled")).isOne();
        idle.budgets.callBack(tenant);
        calls.add(busy.open(tenant, 3 * UNIT));
        assertThat(budgets.current(tenant).reservedNanos()).isLessThanOrEqualTo(10 * UNIT);
    }

    @Test
    void asksOthersForTheirMoneyOnceInAWhile() {
        var tenant = ledger.tenantWith(UNIT);
        var idle = ledger.instance(clock);
        idle.end(idle.open(tenant, UNIT), 1, UsageStatus.COMPLETED);
        var busy = ledger.instance(clock);

        for (var n = 0; n < 20; n++) {
            assertThatThrownBy(() -> busy.budgets.reserve(tenant, UNIT))
                    .isInstanceOf(BudgetExhausted.class);
        }
        assertThat(events(tenant, "budget.recalled")).isOne();

        clock.advance(Duration.ofSeconds(6));
        assertThatThrownBy(() -> busy.budgets.reserve(tenant, UNIT))
                .isInstanceOf(BudgetExhausted.class);
        assertThat(events(tenant, "budget.recalled")).isEqualTo(2);
    }

    @Test
    void returnsLaterWhatCouldNotBeReturnedWhenItWasCalledBack() {
        var tenant = ledger.tenantWith(10 * UNIT);
        var neighbour = ledger.tenantWith(10 * UNIT);
        var idle = ledger.instance(clock);
        idle.end(idle.open(tenant, 4 * UNIT), 0, UsageStatus.COMPLETED);
        idle.end(idle.open(neighbour, 4 * UNIT), 0, UsageStatus.COMPLETED);
        var feed = idle.feed();

        idle.databaseIsAway = true;
        feed.on(List.of(recalled(tenant), recalled(neighbour)));
        feed.tryAgain();
        assertThat(budgets.current(tenant).reservedNanos()).isEqualTo(4 * UNIT);

        idle.databaseIsAway = false;
        feed.tryAgain();
        assertThat(budgets.current(tenant).reservedNanos()).isZero();
        assertThat(budgets.current(neighbour).reservedNanos()).isZero();
    }

    @Test
    void waitsForTheMonthWithoutALeaseInHand() {
        var tenant = ledger.tenantWith(10 * UNIT);
        var idle = ledger.instance(clock);
        idle.end(idle.open(tenant, 4 * UNIT), 0, UsageStatus.COMPLETED);

        var returned =
                whileHeld(
                        tenant,
                        () -> idle.budgets.callBack(tenant),
                        () -> assertThat(isFree("budget_lease", tenant)).isTrue());

        assertThat(returned).succeedsWithin(5, TimeUnit.SECONDS);
        assertThat(budgets.current(tenant).reservedNanos()).isZero();
    }

    /** Does something while the tenant's month is held, and looks once it waits for that. */
    private CompletableFuture<Void> whileHeld(TenantId tenant, Runnable work, Runnable look) {
        return transactions.call(
                () -> {
                    store.lockCommitted(tenant, "2026-11");
                    var done = CompletableFuture.runAsync(work, Thread::startVirtualThread);
                    waits.awaitOne("budget_period");
                    look.run();
                    return done;
                });
    }

    /** Whether there is a row that nobody else has locked. */
    private boolean isFree(String table, TenantId tenant) {
        return !jdbc.queryForList(
                        "SELECT period FROM " + table + " WHERE tenant_id = ? FOR UPDATE SKIP LOCKED",
                        String.class,
                        Ids.bytes(tenant.value()))
                .isEmpty();
    }

    @Test
    void saysWhatIsNeededAndWhatIsLeft() {
        var tenant = ledger.tenantWith(2 * UNIT);
        var instance = ledger.instance(clock);
        instance.open(tenant, 3 * UNIT / 2);

        assertThatThrownBy(() -> instance.budgets.reserve(tenant, UNIT))
                .isInstanceOfSatisfying(
                        BudgetExhausted.class,
                        exhausted -> {
                            assertThat(exhausted.status()).isEqualTo(402);
                            assertThat(exhausted.extensions())
                                    .containsEntry("needed", "1.00")
                                    .containsEntry("monthly_limit", "2.00")
                                    .containsEntry("currency", "USD")
                                    .containsEntry("period", "2026-11");
                        });
    }

    @Test
    void settlesACallInTheMonthItWasReservedIn() {
        var tenant = ledger.tenant("Asia/Bangkok").id();
        transactions.run(() -> store.setOwnLimit(tenant, OptionalLong.of(2 * UNIT)));
        clock.set(Instant.parse("2026-11-30T16:59:59Z"));
        var instance = ledger.instance(clock);
        var lastOfNovember = instance.open(tenant, UNIT);
        assertThat(lastOfNovember.reservation().period()).isEqualTo("2026-11");

        clock.advance(Duration.ofSeconds(1));
        var firstOfDecember = instance.open(tenant, 2 * UNIT);
        assertThat(firstOfDecember.reservation().period()).isEqualTo("2026-12");
        instance.end(lastOfNovember, UNIT / 4, UsageStatus.COMPLETED);
        instance.end(firstOfDecember, UNIT / 2, UsageStatus.COMPLETED);
        instance.budgets.returnOldMonths();

        var november = transactions.call(() -> store.period(tenant, "2026-11"));
        assertThat(november.spentNanos()).isEqualTo(UNIT / 4);
        assertThat(november.reservedNanos()).isZero();
        assertThat(transactions.call(() -> store.period(tenant, "2026-12")).spentNanos())
                .isEqualTo(UNIT / 2);
    }

    @Test
    void letsFreeCallsThroughAnEmptyBudget() {
        var tenant = ledger.tenantWith(0);
        var instance = ledger.instance(clock);

        assertThat(instance.end(instance.open(tenant, 0), 0, UsageStatus.COMPLETED)).isTrue();
        assertThatThrownBy(() -> instance.open(tenant, 1)).isInstanceOf(BudgetExhausted.class);
    }

    @Test
    void refusesWhatNoColumnHoldsEvenWithoutALimit() {
        var tenant = ledger.tenant("UTC").id();
        var instance = ledger.instance(clock);
        instance.open(tenant, UNIT);

        assertThatThrownBy(() -> instance.open(tenant, Long.MAX_VALUE))
                .isInstanceOf(BudgetExhausted.class);
        assertThat(instance.open(tenant, UNIT)).isNotNull();
    }

    @Test
    void givesBackAReservationOfACallThatNeverWentOut() {
        var tenant = ledger.tenantWith(UNIT);
        var instance = ledger.instance(clock);

        for (var n = 0; n < 10; n++) {
            instance.budgets.release(instance.budgets.reserve(tenant, UNIT));
        }

        assertThat(instance.budgets.reservedHere()).isZero();
        instance.budgets.callBack(tenant);
        assertThat(budgets.current(tenant).reservedNanos()).isZero();
    }

    @Test
    void raisingTheLimitLetsCallsThroughAtOnceAndLoweringStopsThem() {
        var tenant = ledger.tenantWith(UNIT);
        var owner = people.person(tenant, Role.TENANT_OWNER).actor();
        var instance = ledger.instance(clock);
        instance.end(instance.open(tenant, UNIT), UNIT, UsageStatus.COMPLETED);

        budgets.limit(tenant, OptionalLong.of(3 * UNIT), owner);
        instance.end(instance.open(tenant, UNIT), UNIT / 2, UsageStatus.COMPLETED);

        budgets.limit(tenant, OptionalLong.of(UNIT), owner);
        instance.budgets.callBack(tenant);
        assertThatThrownBy(() -> instance.open(tenant, 1)).isInstanceOf(BudgetExhausted.class);
        assertThat(budgets.current(tenant).leftNanos()).isNegative();

        budgets.limit(tenant, OptionalLong.empty(), owner);
        assertThat(instance.open(tenant, 100 * UNIT)).isNotNull();
    }

    @Test
    void theLowerOfTheTenantsLimitAndTheOperatorsCounts() {
        var tenant = ledger.tenantWith(5 * UNIT);
        var owner = people.person(tenant, Role.TENANT_OWNER).actor();
        var instance = ledger.instance(clock);

        budgets.limitAny(tenant, OptionalLong.of(2 * UNIT), TestPeople.operator(tenant));

        assertThatThrownBy(() -> instance.open(tenant, 3 * UNIT))
                .isInstanceOf(BudgetExhausted.class);
        budgets.limit(tenant, OptionalLong.empty(), owner);
        assertThatThrownBy(() -> instance.open(tenant, 3 * UNIT))
                .isInstanceOf(BudgetExhausted.class);
        budgets.limit(tenant, OptionalLong.of(UNIT), owner);
        assertThat(budgets.current(tenant).limitNanos()).hasValue(UNIT);
        assertThat(budgets.current(tenant).limits().operatorNanos()).hasValue(2 * UNIT);
    }

    @Test
    void onlyThoseWithTheRightSetALimit() {
        var tenant = ledger.tenantWith(UNIT);
        var admin = people.person(tenant, Role.TENANT_ADMIN).actor();
        var stranger = people.person(people.tenant().id(), Role.TENANT_OWNER).actor();

        assertThatThrownBy(() -> budgets.limit(tenant, OptionalLong.of(1), admin))
                .isInstanceOf(Denied.class);
        assertThatThrownBy(() -> budgets.limit(tenant, OptionalLong.of(1), stranger))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> budgets.limitAny(tenant, OptionalLong.of(1), stranger))
                .isInstanceOf(Denied.class);
        var owner = people.person(tenant, Role.TENANT_OWNER).actor();
        assertThatThrownBy(() -> budgets.limit(tenant, OptionalLong.of(-1), owner))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(budgets.current(tenant).limitNanos()).hasValue(UNIT);
    }

    @Test
    void settlesTheCallsOfADeadInstanceOnceAndThenReturnsItsLeases() {
        var tenant = ledger.tenantWith(10 * UNIT);
        var dead = ledger.instance(clock);
        var other = ledger.instance(clock);
        dead.end(dead.open(tenant, UNIT), UNIT / 2, UsageStatus.COMPLETED);
        dead.open(tenant, 2 * UNIT);
        dead.open(tenant, UNIT);

        other.reaper().reap(dead.id());
        other.reaper().reap(dead.id());

        var month = budgets.current(tenant);
        assertThat(month.spentNanos()).isEqualTo(7 * UNIT / 2).isEqualTo(ledger.sum(USED, tenant));
        assertThat(month.reservedNanos()).isZero();
        assertThat(ledger.sum(IN_FLIGHT, tenant)).isZero();
        assertThat(
                        ledger.sum(
                                """
                                SELECT COUNT(*) FROM usage_record
                                WHERE tenant_id = ? AND status = 'INTERRUPTED'
                                  AND error_code = 'interrupted'
                                """,
                                tenant))
                .isEqualTo(2);
        assertThat(ledger.sum(TAKEN, tenant)).isEqualTo(month.spentNanos());
    }

    @Test
    void returnsTheLeasesOfADeadInstanceOneByOneThoughTwoAreAtIt() {
        var tenants =
                Stream.of(ledger.tenantWith(UNIT), ledger.tenantWith(UNIT))
                        .sorted(Comparator.comparing(tenant -> tenant.value().toString()))
                        .toList();
        var dead = ledger.instance(clock);
        tenants.forEach(tenant -> dead.open(tenant, UNIT / 2));
        var leases = "SELECT COUNT(*) FROM budget_lease WHERE tenant_id = ?";

        var reaped =
                whileHeld(
                        tenants.getLast(),
                        () -> {
                            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                                for (var n = 0; n < 2; n++) {
                                    var reaper = ledger.instance(clock).reaper();
                                    threads.submit(() -> reaper.reap(dead.id()));
                                }
                            }
                        },
                        () -> {
                            assertThat(isFree("budget_period", tenants.getFirst())).isTrue();
                            assertThat(ledger.sum(leases, tenants.getFirst())).isZero();
                            assertThat(ledger.sum(leases, tenants.getLast())).isOne();
                        });

        assertThat(reaped).succeedsWithin(5, TimeUnit.SECONDS);
        for (var tenant : tenants) {
            assertThat(ledger.sum(leases, tenant)).isZero();
            assertThat(budgets.current(tenant).spentNanos()).isEqualTo(UNIT / 2);
            assertThat(ledger.sum(TAKEN, tenant)).isEqualTo(UNIT / 2);
            assertThat(ledger.sum(COMMITTED, tenant)).isEqualTo(UNIT / 2);
        }
    }

    @Test
    void whoWasThoughtDeadNeitherPaysTwiceNorSpendsWhatOthersGot() {
        var tenant = ledger.tenantWith(10 * UNIT);
        var frozen = ledger.instance(clock);
        var other = ledger.instance(clock);
        var inFlight = frozen.open(tenant, 2 * UNIT);
        frozen.end(frozen.open(tenant, 8 * UNIT), 1, UsageStatus.COMPLETED);

        other.reaper().reap(frozen.id());
        var others = other.open(tenant, 7 * UNIT);
        frozen.budgets.forfeit(new InstanceDeclaredDead(frozen.id()));

        assertThat(frozen.end(inFlight, UNIT, UsageStatus.COMPLETED)).isFalse();
        assertThatThrownBy(() -> frozen.open(tenant, UNIT)).isInstanceOf(BudgetExhausted.class);
        assertThat(ledger.sum(USED, tenant)).isEqualTo(2 * UNIT + 1);
        assertThat(budgets.current(tenant).spentNanos()).isEqualTo(2 * UNIT + 1);

        frozen.end(frozen.open(tenant, UNIT / 2), UNIT / 4, UsageStatus.COMPLETED);
        other.end(others, UNIT, UsageStatus.COMPLETED);
        frozen.budgets.callBack(tenant);
        other.budgets.callBack(tenant);
        var month = budgets.current(tenant);
        assertThat(month.reservedNanos()).isZero();
        assertThat(month.spentNanos()).isEqualTo(ledger.sum(USED, tenant));
    }

    @Test
    void whoWasThoughtDeadReturnsNothingThatOthersHaveReturned() {
        var tenant = ledger.tenantWith(10 * UNIT);
        var frozen = ledger.instance(clock);
        frozen.end(frozen.open(tenant, 8 * UNIT), 0, UsageStatus.COMPLETED);
        var other = ledger.instance(clock);
        other.reaper().reap(frozen.id());
        other.open(tenant, 7 * UNIT);
        var committed = ledger.sum(COMMITTED, tenant);

        frozen.budgets.callBack(tenant);

        assertThat(ledger.sum(COMMITTED, tenant)).isEqualTo(committed);
        assertThat(ledger.sum(TAKEN, tenant)).isEqualTo(committed);
    }

    @Test
    void spendsNothingWhileOthersMayTakeItForDead() {
        var tenant = ledger.tenantWith(10 * UNIT);
        var frozen = ledger.instance(clock);
        frozen.end(frozen.open(tenant, 8 * UNIT), 0, UsageStatus.COMPLETED);

        frozen.isHeard = false;
        assertThatThrownBy(() -> frozen.open(tenant, UNIT)).isInstanceOf(BudgetUnavailable.class);

        frozen.isHeard = true;
        assertThat(frozen.open(tenant, UNIT)).isNotNull();
    }

    @Test
    void countsWhatIsSettledAfterTheLeaseWasTakenAway() {
        var tenant = ledger.tenantWith(10 * UNIT);
        var frozen = ledger.instance(clock);
        var notYetOpened = frozen.budgets.reserve(tenant, UNIT);
        ledger.instance(clock).reaper().reap(frozen.id());

        var call = LedgerFixture.call(tenant, Ids.next(), null, null, null, "demo");
        var opened = new OpenedCall(call, notYetOpened, clock.instant());
        transactions.run(() -> frozenLedger(frozen).opened(List.of(opened)));
        assertThat(frozen.end(opened, UNIT, UsageStatus.COMPLETED)).isTrue();

        assertThat(budgets.current(tenant).spentNanos()).isEqualTo(UNIT);
    }

    private CallLedger frozenLedger(Instance instance) {
        return new CallLedger(jdbc, new UsageRollups(jdbc), new dev.baton.work.InstanceId(instance.id()));
    }

    @Test
    void tellsEachThresholdOnce() {
        var tenant = ledger.tenantWith(10 * UNIT);
        var one = ledger.instance(clock);
        var other = ledger.instance(clock);
        one.end(one.open(tenant, 5 * UNIT), 5 * UNIT - 1, UsageStatus.COMPLETED);
        look(one, other);
        assertThat(events(tenant, "budget.threshold_reached")).isZero();

        other.end(other.open(tenant, 1), 1, UsageStatus.COMPLETED);
        look(other, one);
        look(other, one);
        assertThat(events(tenant, "budget.threshold_reached")).isOne();

        other.budgets.callBack(tenant);
        one.end(one.open(tenant, 5 * UNIT), 5 * UNIT, UsageStatus.COMPLETED);
        one.signs.note(tenant);
        look(one, other);
        look(other, one);
        assertThat(events(tenant, "budget.threshold_reached")).isEqualTo(3);
    }

    @Test
    void tellsAThresholdAgainAfterTheLimitWasRaised() {
        var tenant = ledger.tenantWith(UNIT);
        var owner = people.person(tenant, Role.TENANT_OWNER).actor();
        var instance = ledger.instance(Clock.systemUTC());
        instance.end(instance.open(tenant, UNIT), UNIT, UsageStatus.COMPLETED);
        look(instance);
        assertThat(events(tenant, "budget.threshold_reached")).isEqualTo(3);

        budgets.limit(tenant, OptionalLong.of(2 * UNIT), owner);
        instance.signs.note(tenant);
        look(instance);
        assertThat(events(tenant, "budget.threshold_reached")).isEqualTo(3);

        instance.end(instance.open(tenant, UNIT), 3 * UNIT / 5, UsageStatus.COMPLETED);
        look(instance);
        assertThat(events(tenant, "budget.threshold_reached")).isEqualTo(4);
    }

    @Test
    void tellsThatAMonthIsSpentOnceItRefusesForWantOfTheRest() {
        var tenant = ledger.tenantWith(10 * UNIT);
        var one = ledger.instance(clock);
        var other = ledger.instance(clock);

        assertThatThrownBy(
                        () -> {
                            for (var n = 0; n < 100; n++) {
                                one.end(
                                        one.open(tenant, UNIT / 2),
                                        UNIT / 10,
                                        UsageStatus.COMPLETED);
                            }
                        })
                .isInstanceOf(BudgetExhausted.class);
        assertThat(budgets.current(tenant).spentNanos()).isLessThan(10 * UNIT);
        look(one, other);
        assertThat(events(tenant, "budget.threshold_reached")).isEqualTo(3);

        for (var n = 0; n < 5; n++) {
            assertThatThrownBy(() -> other.open(tenant, UNIT / 2))
                    .isInstanceOf(BudgetExhausted.class);
            look(other, one);
        }
        assertThat(events(tenant, "budget.threshold_reached")).isEqualTo(3);
    }

    @Test
    void takesNoMonthForSpentWhileMoneyMayComeBackOrTheCallIsHuge() {
        var tenant = ledger.tenantWith(10 * UNIT);
        var instance = ledger.instance(clock);
        instance.end(instance.open(tenant, UNIT), UNIT, UsageStatus.COMPLETED);
        refuse(instance, tenant, 20 * UNIT);
        assertThat(events(tenant, "budget.threshold_reached")).isZero();

        instance.end(instance.open(tenant, 8 * UNIT), 41 * UNIT / 5, UsageStatus.COMPLETED);
        instance.open(tenant, 3 * UNIT / 5);
        refuse(instance, tenant, 7 * UNIT / 10);
        assertThat(events(tenant, "budget.threshold_reached")).isEqualTo(2);

        refuse(instance, tenant, 9 * UNIT / 10);
        assertThat(events(tenant, "budget.threshold_reached")).isEqualTo(3);
    }

    private static void refuse(Instance instance, TenantId tenant, long worst) {
        assertThatThrownBy(() -> instance.open(tenant, worst)).isInstanceOf(BudgetExhausted.class);
        look(instance);
    }

    private Event recalled(TenantId tenant) {
        return new Event(
                tenant,
                Ids.next(),
                1,
                1,
                Budgets.RECALLED.name(),
                tenant.value(),
                "{}",
                clock.instant(),
                null);
    }

    private static void look(Instance... instances) {
        for (var instance : instances) {
            instance.watch().look();
        }
    }

    /** Wherever they are: in one statement, because the relay moves them meanwhile. */
    private long events(TenantId tenant, String type) {
        return ledger.sum(
                """
                SELECT COUNT(*) FROM (
                    SELECT tenant_id, event_id FROM event_outbox WHERE type = '%1$s'
                    UNION
                    SELECT tenant_id, event_id FROM event WHERE type = '%1$s') told
                WHERE tenant_id = ?
                """
                        .formatted(type),
                tenant);
    }

    /** Up to four instances, the calls they have in flight, and what can happen to them. */
    private final class World {

        private record Running(Instance instance, OpenedCall call) {}

        private final TenantId tenant;
        private final Random random;
        private final List<Instance> instances = new ArrayList<>();
        private final List<Running> running = new ArrayList<>();

        World(TenantId tenant, Random random) {
            this.tenant = tenant;
            this.random = random;
            instances.add(ledger.instance(clock));
            instances.add(ledger.instance(clock));
        }

        void step() {
            var chance = random.nextInt(100);
            if (chance < 48) {
                open();
            } else if (chance < 88) {
                end();
            } else if (chance < 91) {
                any().budgets.callBack(tenant);
            } else if (chance < 94 && instances.size() < 4) {
                instances.add(ledger.instance(clock));
            } else if (chance < 97) {
                crash();
            } else {
                release();
            }
        }

        long held() {
            return running.stream().mapToLong(one -> one.call().reservation().nanos()).sum();
        }

        void comeToRest() {
            while (!running.isEmpty()) {
                end();
            }
            instances.forEach(one -> one.budgets.callBack(tenant));
            assertThat(instances).allMatch(one -> one.budgets.reservedHere() == 0);
        }

        private void open() {
            var instance = any();
            try {
                var worst = random.nextLong(UNIT / 5);
                running.add(new Running(instance, instance.open(tenant, worst)));
            } catch (BudgetExhausted refused) {
                assertThat(refused.status()).isEqualTo(402);
            }
        }

        private void end() {
            if (running.isEmpty()) {
                return;
            }
            var one = running.remove(random.nextInt(running.size()));
            var cost = random.nextLong(one.call().reservation().nanos() + 1);
            assertThat(one.instance().end(one.call(), cost, UsageStatus.COMPLETED)).isTrue();
        }

        private void release() {
            try {
                var instance = any();
                instance.budgets.release(instance.budgets.reserve(tenant, UNIT / 20));
            } catch (BudgetExhausted refused) {
                assertThat(refused.code()).isEqualTo("budget_exhausted");
            }
        }

        private void crash() {
            var dead = instances.remove(random.nextInt(instances.size()));
            running.removeIf(one -> one.instance() == dead);
            instances.add(ledger.instance(clock));
            any().reaper().reap(dead.id());
        }

        private Instance any() {
            return instances.get(random.nextInt(instances.size()));
        }
    }
}
