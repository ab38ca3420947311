package dev.baton.ledger;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.TenantId;
import dev.baton.work.InstanceReaper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Settles what a dead instance left: its calls in flight at their worst case as {@code interrupted},
 * since nobody can know what the provider counted; then its leases return, each in a transaction of
 * its own: nobody's month is locked for as long as all take. Whoever comes second, because another
 * one is at it or died over it, does what is left.
 */
@Component
class LedgerReaper implements InstanceReaper {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerReaper.class);
    private static final int BATCH = 500;

    private final JdbcTemplate jdbc;
    private final CallLedger ledger;
    private final BudgetStore budgets;
    private final SpendingSigns signs;
    private final RetryingTransactions transactions;
    private final Clock clock;

    LedgerReaper(
            JdbcTemplate jdbc,
            CallLedger ledger,
            BudgetStore budgets,
            SpendingSigns signs,
            RetryingTransactions transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.budgets = budgets;
        this.signs = signs;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void reap(UUID dead) {
        var settled = 0;
        for (var batch = settleSome(dead); batch > 0; batch = settleSome(dead)) {
            settled += batch;
        }
        if (settled > 0) {
            LOG.warn("Settled {} calls that ended with instance {} as interrupted", settled, dead);
        }
        for (var lease : transactions.call(() -> budgets.leasesOf(dead))) {
            transactions.run("budget_return", () -> budgets.close(lease, dead, clock.instant()));
            signs.note(lease.tenant());
        }
    }

    private int settleSome(UUID dead) {
        return transactions.call(
                () -> {
                    var calls = openedBy(dead);
                    if (!calls.isEmpty()) {
                        var now = clock.instant();
                        ledger.close(calls.stream().map(OpenedCall::call).toList(), dead);
                        ledger.settle(
                                calls.stream().map(call -> call.interrupted(now)).toList(), dead);
                    }
                    return calls.size();
                });
    }

    private List<OpenedCall> openedBy(UUID dead) {
        return jdbc.query(
                """
                SELECT tenant_id, id, message_id, opened_at, period, worst_nanos, agent_id,
                       agent_name, key_id, account_id, prompt_version_id, model, entrance, trace_id
                FROM opened_call WHERE instance_id = ? LIMIT ? FOR UPDATE
                """,
                (row, _) -> read(row),
                bytes(dead),
                BATCH);
    }

    private static OpenedCall read(ResultSet row) throws SQLException {
        var tenant = new TenantId(Ids.fromBytes(row.getBytes("tenant_id")));
        var call =
                new CallFacts(
                        tenant,
                        Ids.fromBytes(row.getBytes("id")),
                        Ids.fromBytes(row.getBytes("message_id")),
                        Ids.fromBytes(row.getBytes("agent_id")),
                        row.getString("agent_name"),
                        id(row, "key_id"),
                        id(row, "account_id"),
                        id(row, "prompt_version_id"),
                        row.getString("model"),
                        Entrance.valueOf(row.getString("entrance")),
                        row.getString("trace_id"));
        var reservation =
                new Reservation(tenant, row.getString("period"), row.getLong("worst_nanos"));
        return new OpenedCall(call, reservation, row.getTimestamp("opened_at").toInstant());
    }

    private static @Nullable UUID id(ResultSet row, String column) throws SQLException {
        var bytes = row.getBytes(column);
        return bytes == null ? null : Ids.fromBytes(bytes);
    }
}
