package dev.baton.ledger;

import static dev.baton.platform.Ids.bytes;

import dev.baton.TestPeople;
import dev.baton.event.EventLog;
import dev.baton.model.TokenUsage;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Slug;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;
import dev.baton.work.InstanceId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/** Tenants with money, and instances of Baton that spend it, as many as a test needs. */
@Component
public class LedgerFixture {

    public static final long UNIT = Money.NANOS_PER_UNIT;

    private final TenantDirectory tenants;
    private final BudgetStore store;
    private final EventLog events;
    private final RetryingTransactions transactions;
    private final PlatformTransactionManager manager;
    private final UsageRollups rollups;
    private final JdbcTemplate jdbc;

    LedgerFixture(
            TenantDirectory tenants,
            BudgetStore store,
            EventLog events,
            RetryingTransactions transactions,
            PlatformTransactionManager manager,
            UsageRollups rollups,
            JdbcTemplate jdbc) {
        this.tenants = tenants;
        this.store = store;
        this.events = events;
        this.transactions = transactions;
        this.manager = manager;
        this.rollups = rollups;
        this.jdbc = jdbc;
    }

    public Tenant tenant(String zone) {
        return tenants.create(
                new Slug("m-" + TestPeople.unique()),
                "USD",
                new TenantSettings("Money", Locale.ENGLISH, ZoneId.of(zone)),
                TenantLimits.DEFAULTS,
                TestPeople.operator(TenantId.PLATFORM));
    }

    /** A tenant that may spend so much a month. */
    TenantId tenantWith(long nanos) {
        var tenant = tenant("UTC").id();
        transactions.run(() -> store.setOwnLimit(tenant, OptionalLong.of(nanos)));
        return tenant;
    }

    /** A running instance of Baton, as far as money is concerned. */
    Instance instance(Clock clock) {
        return new Instance(new InstanceId(Ids.next()), clock);
    }

    /** Enters calls that ended, by the ledger's own door, as if this instance had made them. */
    public void record(List<UsageRecord> usages) {
        new Instance(new InstanceId(Ids.next()), Clock.systemUTC()).record(usages);
    }

    long sum(String sql, TenantId tenant) {
        var sum = jdbc.queryForObject(sql, Long.class, (Object) bytes(tenant.value()));
        return sum == null ? 0 : sum;
    }

    public static UsageRecord usage(
            TenantId tenant, Instant endedAt, long cost, UsageStatus status) {
        return usage(
                call(tenant, Ids.next(), null, null, null, "demo"),
                endedAt,
                new TokenUsage(10, 0, 5, false),
                cost,
                120_000,
                status);
    }

    public static UsageRecord usage(
            CallFacts call,
            Instant endedAt,
            TokenUsage tokens,
            long cost,
            long latencyMicros,
            UsageStatus status) {
        return new UsageRecord(
                call,
                endedAt,
                tokens,
                cost,
                latencyMicros,
                null,
                status,
                status == UsageStatus.COMPLETED ? null : "provider_error",
                false,
                null);
    }

    public static CallFacts call(
            TenantId tenant,
            UUID agent,
            @Nullable UUID key,
            @Nullable UUID account,
            @Nullable UUID promptVersion,
            String model) {
        return new CallFacts(
                tenant,
                Ids.next(),
                Ids.next(),
                agent,
                "agent " + agent.toString().substring(30),
                key,
                account,
                promptVersion,
                model,
                Entrance.MESSAGES,
                Ids.next().toString().replace("-", ""));
    }

    /** Calls of a few agents, keys, people and models, spread over the time before {@code until}. */
    public static List<UsageRecord> random(
            TenantId tenant, Instant until, java.time.Duration span, int calls, Random random) {
        var agents = ids(3);
        var keys = ids(2);
        var people = ids(2);
        var prompts = ids(3);
        var usages = new ArrayList<UsageRecord>();
        for (var n = 0; n < calls; n++) {
            var byKey = random.nextBoolean();
            var agent = random.nextInt(agents.size());
            var call =
                    call(
                            tenant,
                            agents.get(agent),
                            byKey ? keys.get(random.nextInt(2)) : null,
                            byKey ? null : people.get(random.nextInt(2)),
                            agent == 0 ? null : prompts.get(random.nextInt(3)),
                            random.nextInt(4) == 0 ? "demo" : "gpt-5-mini");
            var status =
                    random.nextInt(5) > 0
                            ? UsageStatus.COMPLETED
                            : UsageStatus.values()[1 + random.nextInt(3)];
            usages.add(
                    usage(
                            call,
                            until.minusMillis(random.nextLong(span.toMillis())),
                            new TokenUsage(random.nextInt(4_000), 0, random.nextInt(900), false),
                            random.nextLong(UNIT / 50),
                            (long) Math.exp(random.nextDouble(9, 17)),
                            status));
        }
        return usages;
    }

    private static List<UUID> ids(int count) {
        return java.util.stream.Stream.generate(Ids::next).limit(count).toList();
    }

    /** One of several instances on the one schema. */
    final class Instance {

        private final InstanceId id;
        private final Clock clock;
        private final CallLedger ledger;
        final Budgets budgets;
        final SpendingSigns signs = new SpendingSigns();
        boolean isHeard = true;
        boolean databaseIsAway = false;

        Instance(InstanceId id, Clock clock) {
            this.id = id;
            this.clock = clock;
            this.ledger = new CallLedger(jdbc, rollups, id);
            this.budgets =
                    new Budgets(
                            store,
                            tenants,
                            events,
                            new RetryingTransactions(new Line(), new SimpleMeterRegistry()),
                            signs,
                            id,
                            () -> isHeard,
                            clock);
        }

        UUID id() {
            return id.value();
        }

        BudgetFeed feed() {
            return new BudgetFeed(budgets);
        }

        BudgetWatch watch() {
            return new BudgetWatch(budgets, store, signs, tenants, events, transactions);
        }

        LedgerReaper reaper() {
            return new LedgerReaper(jdbc, ledger, store, signs, transactions, clock);
        }

        /** A call goes out: its worst case is held and it is known to be in flight. */
        OpenedCall open(TenantId tenant, long worst) {
            var opened =
                    new OpenedCall(
                            call(tenant, Ids.next(), null, null, null, "demo"),
                            budgets.reserve(tenant, worst),
                            clock.instant());
            transactions.run(() -> ledger.opened(List.of(opened)));
            return opened;
        }

        /** The call ends, as the group commit does it; false when it was settled by others. */
        boolean end(OpenedCall opened, long cost, UsageStatus status) {
            var usage =
                    usage(
                            opened.call(),
                            clock.instant(),
                            new TokenUsage(10, 0, 5, false),
                            cost,
                            100_000,
                            status);
            var settled =
                    transactions.call(
                            () -> {
                                var gone = ledger.close(List.of(opened.call()));
                                if (gone.isEmpty()) {
                                    ledger.settle(
                                            List.of(
                                                    new Settlement(
                                                            usage, opened.reservation())));
                                }
                                return gone.isEmpty();
                            });
            budgets.settleInMemory(opened.reservation(), settled ? cost : 0);
            return settled;
        }

        /** To the database, unless that is away. */
        private final class Line implements PlatformTransactionManager {

            @Override
            public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
                if (databaseIsAway) {
                    throw new CannotCreateTransactionException("away");
                }
                return manager.getTransaction(definition);
            }

            @Override
            public void commit(TransactionStatus status) {
                manager.commit(status);
            }

            @Override
            public void rollback(TransactionStatus status) {
                manager.rollback(status);
            }
        }

        private void record(List<UsageRecord> usages) {
            transactions.run(
                    () ->
                            ledger.settle(
                                    usages.stream()
                                            .map(
                                                    usage ->
                                                            new Settlement(
                                                                    usage,
                                                                    reservation(usage)))
                                            .toList()));
        }

        private Reservation reservation(UsageRecord usage) {
            var tenant = usage.call().tenant();
            return new Reservation(
                    tenant,
                    Budgets.periodOf(tenants.get(tenant), usage.endedAt()),
                    usage.costNanos());
        }
    }
}
