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
import dev.baton.work.InstanceId;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The monthly budgets: money is reserved before a call and settled after it, in this instance's
 * memory against a lease that the database granted, so that the sum over all instances never passes
 * the budget and no call waits for a row that others want.
 *
 * <p>A refusal may come early by what other live instances hold leased. Blocks are a fraction of what
 * is left, so that the slack shrinks as the budget nears its end.
 */
@Service
public class Budgets {

    public static final EventType CHANGED = EventType.internally("budget.changed");

    /** Part of what is left that one lease takes. */
    private static final long FRACTION = 50;

    /** Granted at a time where there is no limit; only the ledger sees it. */
    private static final long UNLIMITED_BLOCK = 1_000 * Money.NANOS_PER_UNIT;

    private record LeaseKey(TenantId tenant, String period) {}

    private final BudgetStore store;
    private final TenantDirectory tenants;
    private final EventLog events;
    private final RetryingTransactions transactions;
    private final InstanceId instance;
    private final Clock clock;
    private final Map<LeaseKey, Lease> leases = new ConcurrentHashMap<>();

    Budgets(
            BudgetStore store,
            TenantDirectory tenants,
            EventLog events,
            RetryingTransactions transactions,
            InstanceId instance,
            Clock clock) {
        this.store = store;
        this.tenants = tenants;
        this.events = events;
        this.transactions = transactions;
        this.instance = instance;
        this.clock = clock;
    }

    /**
     * Sets the worst case of a call aside. Uses the database only when the lease is used up.
     *
     * @throws BudgetExhausted when the month's budget does not cover it
     */
    public Reservation reserve(TenantId tenant, long worstNanos) {
        var period = currentPeriod(tenant);
        var lease = lease(tenant, period);
        if (!lease.reserve(worstNanos)) {
            topUpAndReserve(tenant, period, lease, worstNanos);
        }
        return new Reservation(tenant, period, worstNanos);
    }

    /** The call never went out. */
    public void release(Reservation reservation) {
        settleInMemory(reservation, 0);
    }

    /** The call ended and its settlement is durable: frees the rest of its reservation. */
    public void settleInMemory(Reservation reservation, long costNanos) {
        lease(reservation.tenant(), reservation.period()).settle(reservation.nanos(), costNanos);
    }

    /** The month's money across all instances. */
    @Transactional(readOnly = true)
    public BudgetPeriod current(TenantId tenant) {
        return store.period(tenant, currentPeriod(tenant));
    }

    /** Sets or removes the monthly limit; money already leased to instances is called back. */
    @Transactional
    @Requires(Permission.TENANT_WRITE)
    public void limit(TenantId tenant, OptionalLong monthlyNanos, Actor by) {
        changeLimit(tenant, monthlyNanos);
    }

    /** The same by an operator, for any tenant. */
    @Transactional
    @Requires(Permission.TENANTS_WRITE)
    public void limitAny(TenantId tenant, OptionalLong monthlyNanos, Actor by) {
        changeLimit(tenant, monthlyNanos);
    }

    /** Returns what is leased to this instance and not reserved, because the limit changed. */
    void callBack(TenantId tenant) {
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

    /** Tenants for which this instance has reserved money this month. */
    Set<TenantId> spendingHere() {
        return leases.keySet().stream().map(LeaseKey::tenant).collect(Collectors.toSet());
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

    private void changeLimit(TenantId tenant, OptionalLong monthlyNanos) {
        store.setLimit(tenant, monthlyNanos);
        events.append(new NewEvent(tenant, CHANGED, tenant.value(), Map.of(), null));
    }

    private Lease lease(TenantId tenant, String period) {
        return leases.computeIfAbsent(new LeaseKey(tenant, period), _ -> new Lease());
    }

    private void topUpAndReserve(TenantId tenant, String period, Lease lease, long worstNanos) {
        synchronized (lease) {
            // Others reserve meanwhile without this lock, so a fresh grant may be gone at once.
            while (!lease.reserve(worstNanos)) {
                var granted = grant(tenant, period, worstNanos - lease.available());
                if (granted == 0) {
                    throw exhausted(tenant, worstNanos);
                }
                lease.grant(granted);
            }
        }
    }

    /** What the database grants beyond the missing amount; 0 when less than that is left. */
    private long grant(TenantId tenant, String period, long missing) {
        return transactions.call(
                () -> {
                    var committed = store.lockCommitted(tenant, period);
                    var limit = store.limit(tenant);
                    var left =
                            limit.isEmpty() ? Long.MAX_VALUE : limit.getAsLong() - committed;
                    if (left < missing) {
                        return 0L;
                    }
                    var block = limit.isEmpty() ? UNLIMITED_BLOCK : left / FRACTION;
                    var granted = Math.min(left, Math.max(missing, block));
                    store.grant(tenant, period, instance.value(), granted, clock.instant());
                    return granted;
                });
    }

    private void giveBack(LeaseKey key, Lease lease) {
        synchronized (lease) {
            var unused = lease.withdrawAvailable();
            if (unused > 0) {
                transactions.run(
                        () -> {
                            store.lockCommitted(key.tenant(), key.period());
                            store.giveBack(
                                    key.tenant(),
                                    key.period(),
                                    instance.value(),
                                    unused,
                                    clock.instant());
                        });
            }
        }
    }

    private BudgetExhausted exhausted(TenantId tenant, long worstNanos) {
        var month = current(tenant);
        var currency = tenants.get(tenant).currency();
        return new BudgetExhausted(
                new Money(worstNanos, currency),
                new Money(Math.max(0, month.leftNanos()), currency),
                new Money(month.limitNanos().orElse(0), currency),
                month.period());
    }
}
