package dev.baton.ledger;

import dev.baton.event.EventLog;
import dev.baton.event.EventType;
import dev.baton.event.NewEvent;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.work.InstanceDeclaredDead;
import dev.baton.work.InstanceId;
import dev.baton.work.OwnHeart;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The monthly budgets: money is reserved before a call and settled after it, in this instance's
 * memory against a lease that the database granted, so that the sum over all instances never passes
 * the budget and no call waits for a row that others want.
 *
 * <p>A refusal may come early by what other live instances hold leased. Blocks are a fraction of
 * what is left, so that the slack shrinks as the budget nears its end; and who has to refuse while
 * others hold money unused calls it back, so that the next call finds it.
 */
@Service
public class Budgets {

    static final EventType CHANGED = EventType.internally("budget.changed");

    /** An instance is short of money that others hold unused. */
    static final EventType RECALLED = EventType.internally("budget.recalled");

    /** Part of what is left that one lease takes. */
    private static final long FRACTION = 50;

    /** Granted at a time where there is no limit; only the ledger sees it. */
    private static final long UNLIMITED_BLOCK = 1_000 * Money.NANOS_PER_UNIT;

    /** One recall a tenant in this time; an instance answers within one. */
    private static final Duration RECALL_PAUSE = Duration.ofSeconds(5);

    private record LeaseKey(TenantId tenant, String period) {}

    private final BudgetStore store;
    private final TenantDirectory tenants;
    private final EventLog events;
    private final RetryingTransactions transactions;
    private final SpendingSigns signs;
    private final InstanceId instance;
    private final OwnHeart heart;
    private final Clock clock;
    private final Map<LeaseKey, Lease> leases = new ConcurrentHashMap<>();
    private final Map<TenantId, Instant> recalled = new ConcurrentHashMap<>();

    Budgets(
            BudgetStore store,
            TenantDirectory tenants,
            EventLog events,
            RetryingTransactions transactions,
            SpendingSigns signs,
            InstanceId instance,
            OwnHeart heart,
            Clock clock) {
        this.store = store;
        this.tenants = tenants;
        this.events = events;
        this.transactions = transactions;
        this.signs = signs;
        this.instance = instance;
        this.heart = heart;
        this.clock = clock;
    }

    /**
     * Sets the worst case of a call aside. Uses the database only when the lease is used up.
     *
     * @throws BudgetExhausted when the month's budget does not cover it
     * @throws BudgetUnavailable while others may have taken the lease away, or while the database
     *     keeps those waiting who ask for more
     */
    public Reservation reserve(TenantId tenant, long worstNanos) {
        if (!heart.isHeard()) {
            throw new BudgetUnavailable();
        }
        var period = currentPeriod(tenant);
        var lease = lease(tenant, period);
        if (!lease.reserve(worstNanos)) {
            topUpAndReserve(tenant, period, lease, worstNanos);
        }
        return new Reservation(tenant, period, worstNanos);
    }

    /**
     * What the tenant could reserve for a call, in nano-units, as far as this instance remembers:
     * what it was told when it last asked for more, and {@link Long#MAX_VALUE} where that is too
     * long ago or nothing limits it. Only {@link #reserve} knows for sure.
     */
    public long left(TenantId tenant) {
        var lease = leases.get(new LeaseKey(tenant, currentPeriod(tenant)));
        return lease == null ? Long.MAX_VALUE : lease.left(clock.instant());
    }

    /** The call never went out. */
    public void release(Reservation reservation) {
        settleInMemory(reservation, 0);
    }

    /** The call ended and its settlement is durable: frees the rest of its reservation. */
    public void settleInMemory(Reservation reservation, long costNanos) {
        lease(reservation.tenant(), reservation.period()).settle(reservation.nanos(), costNanos);
        if (costNanos > 0) {
            signs.note(reservation.tenant());
        }
    }

    /** The month's money across all instances. */
    @Transactional(readOnly = true)
    public BudgetPeriod current(TenantId tenant) {
        return store.period(tenant, currentPeriod(tenant));
    }

    /**
     * Sets or removes one's own monthly limit, beside the one of the operator; money already leased
     * to instances is called back.
     */
    @Transactional
    @Requires(Permission.BUDGET_WRITE)
    public void limit(TenantId tenant, OptionalLong monthlyNanos, Actor by) {
        requireNoDebt(monthlyNanos);
        store.setOwnLimit(tenant, monthlyNanos);
        limitChanged(tenant, by);
    }

    /** The same of the limit under which an operator keeps any tenant. */
    @Transactional
    @Requires(Permission.TENANTS_WRITE)
    public void limitAny(TenantId tenant, OptionalLong monthlyNanos, Actor by) {
        requireNoDebt(monthlyNanos);
        store.setOperatorLimit(tenant, monthlyNanos);
        limitChanged(tenant, by);
    }

    /** Returns what is leased to this instance and not reserved: others can use it. */
    void callBack(TenantId tenant) {
        signs.note(tenant);
        leases.forEach(
                (key, lease) -> {
                    if (key.tenant().equals(tenant)) {
                        giveBack(key, lease);
                    }
                });
    }

    /** Returns what is left of leases of months that are over. */
    void returnOldMonths() {
        leases.forEach(
                (key, lease) -> {
                    if (!key.period().equals(currentPeriod(key.tenant()))) {
                        giveBack(key, lease);
                    }
                });
    }

    /** Others have settled and returned what this instance held while it was silent. */
    @EventListener
    void forfeit(InstanceDeclaredDead declared) {
        leases.values().forEach(Lease::forfeit);
    }

    /** What the tenant's calls in flight on this instance have set aside, in nano-units. */
    public long reserved(TenantId tenant) {
        return leases.entrySet().stream()
                .filter(lease -> lease.getKey().tenant().equals(tenant))
                .mapToLong(lease -> lease.getValue().reserved())
                .sum();
    }

    long reservedHere() {
        return leases.values().stream().mapToLong(Lease::reserved).sum();
    }

    String currentPeriod(TenantId tenant) {
        return periodOf(tenants.get(tenant), clock.instant());
    }

    static String periodOf(Tenant tenant, Instant instant) {
        return YearMonth.from(instant.atZone(tenant.zone())).toString();
    }

    private static void requireNoDebt(OptionalLong monthlyNanos) {
        if (monthlyNanos.isPresent() && monthlyNanos.getAsLong() < 0) {
            throw new IllegalArgumentException("A budget is not negative");
        }
    }

    private void limitChanged(TenantId tenant, Actor by) {
        var reached = current(tenant).thresholdsReached();
        store.rearm(tenant, currentPeriod(tenant), reached.isEmpty() ? 0 : reached.getLast());
        events.append(new NewEvent(tenant, CHANGED, tenant.value(), Map.of("by", by.name()), null));
    }

    private Lease lease(TenantId tenant, String period) {
        return leases.computeIfAbsent(new LeaseKey(tenant, period), _ -> new Lease());
    }

    private void topUpAndReserve(TenantId tenant, String period, Lease lease, long worstNanos) {
        if (!lease.enterExchange()) {
            throw new BudgetUnavailable();
        }
        try {
            // Others reserve meanwhile without this lock, so a fresh grant may be gone at once.
            while (!lease.reserve(worstNanos)) {
                var granted = grant(tenant, period, missing(worstNanos, lease.available()));
                lease.see(granted.rest(), clock.instant());
                if (granted.nanos() == 0) {
                    throw exhausted(tenant, worstNanos, lease);
                }
                lease.grant(granted.nanos());
            }
        } finally {
            lease.leaveExchange();
        }
    }

    /** At least something: between two looks, others may have given back what is missing. */
    private static long missing(long worstNanos, long available) {
        try {
            return Math.max(1, Math.subtractExact(worstNanos, available));
        } catch (ArithmeticException beyondAllMoney) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * @param nanos the missing amount at least; 0 when less than that is left
     * @param rest what is left beyond it; {@link Long#MAX_VALUE} without a limit
     */
    private record Granted(long nanos, long rest) {}

    private Granted grant(TenantId tenant, String period, long missing) {
        return transactions.call(
                "budget_grant",
                () -> {
                    var committed = store.lockCommitted(tenant, period);
                    var limit = store.limits(tenant).lowerNanos();
                    // Without a limit there is still no more than the columns hold.
                    var left = limit.orElse(Long.MAX_VALUE) - Math.max(0, committed);
                    if (left < missing) {
                        return new Granted(0, Math.max(0, left));
                    }
                    var block = limit.isEmpty() ? UNLIMITED_BLOCK : left / FRACTION;
                    var granted = Math.min(left, Math.max(missing, block));
                    store.grant(tenant, period, instance.value(), granted, clock.instant());
                    return new Granted(granted, limit.isEmpty() ? Long.MAX_VALUE : left - granted);
                });
    }

    private void giveBack(LeaseKey key, Lease lease) {
        lease.awaitExchange();
        try {
            lease.forgetRest();
            var unused = lease.withdrawAvailable();
            if (unused > 0) {
                giveBack(key, lease, unused);
            }
        } finally {
            lease.leaveExchange();
        }
    }

    private void giveBack(LeaseKey key, Lease lease, long unused) {
        var written = new AtomicBoolean();
        try {
            transactions.run(
                    "budget_return",
                    () -> {
                        written.set(false);
                        store.giveBack(
                                key.tenant(),
                                key.period(),
                                instance.value(),
                                unused,
                                clock.instant());
                        written.set(true);
                    });
        } catch (RuntimeException failure) {
            // Once written, the commit may have gone through: taken as returned, it is spent by
            // nobody twice.
            if (!written.get()) {
                lease.grant(unused);
            }
            throw failure;
        }
    }

    private BudgetExhausted exhausted(TenantId tenant, long worstNanos, Lease lease) {
        signs.noteRefusal(tenant, worstNanos);
        var month = current(tenant);
        if (month.reservedNanos() > lease.available() + lease.reserved()) {
            recall(tenant);
        }
        var currency = tenants.get(tenant).currency();
        return new BudgetExhausted(
                new Money(worstNanos, currency),
                new Money(Math.max(0, month.leftNanos()), currency),
                new Money(month.limitNanos().orElse(Long.MAX_VALUE), currency),
                month.period());
    }

    /** Asks the other instances for what they hold unused, so that the next call may find it. */
    private void recall(TenantId tenant) {
        var now = clock.instant();
        var last = recalled.get(tenant);
        if (last != null && now.isBefore(last.plus(RECALL_PAUSE))) {
            return;
        }
        recalled.put(tenant, now);
        transactions.run(
                () ->
                        events.append(
                                new NewEvent(tenant, RECALLED, tenant.value(), Map.of(), null)));
    }
}
