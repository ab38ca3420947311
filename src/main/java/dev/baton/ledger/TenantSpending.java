package dev.baton.ledger;

import dev.baton.identity.TenantFigures;
import dev.baton.identity.TenantList;
import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the operator's list of tenants what each of them uses. */
@Component
@Transactional(readOnly = true)
class TenantSpending implements TenantFigures {

    private static final Duration DAY = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final Clock clock;

    TenantSpending(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Map<Figure, Map<TenantId, Long>> of(Collection<TenantList.Row> tenants) {
        return Map.of(Figure.CALLS, calls(tenants), Figure.SPENT, spent(tenants));
    }

    private Map<TenantId, Long> calls(Collection<TenantList.Row> tenants) {
        var calls = new HashMap<TenantId, Long>();
        jdbc.sql(
                        """
                        SELECT tenant_id, SUM(calls) AS calls FROM usage_rollup
                        WHERE tenant_id IN (:tenants) AND slot_start >= :from
                        GROUP BY tenant_id
                        """)
                .param("tenants", ids(tenants))
                .param("from", Utc.of(clock.instant().minus(DAY)))
                .query(
                        row -> {
                            calls.put(
                                    new TenantId(Ids.fromBytes(row.getBytes("tenant_id"))),
                                    row.getLong("calls"));
                        });
        return calls;
    }

    /** As {@link BudgetStore#period} has it; a month begins when it does where the tenant is. */
    private Map<TenantId, Long> spent(Collection<TenantList.Row> tenants) {
        record Month(UUID tenant, String period) {}
        var months = new HashMap<Month, TenantId>();
        for (var tenant : tenants) {
            var month = YearMonth.from(clock.instant().atZone(tenant.zone())).toString();
            months.put(new Month(tenant.id().value(), month), tenant.id());
        }
        var spent = new HashMap<TenantId, Long>();
        jdbc.sql(
                        """
                        SELECT tenant_id, period, SUM(nanos) AS nanos FROM (
                            SELECT tenant_id, period, spent_nanos AS nanos FROM budget_period
                            WHERE tenant_id IN (:tenants) AND period IN (:periods)
                            UNION ALL
                            SELECT tenant_id, period, settled_nanos FROM budget_lease
                            WHERE tenant_id IN (:tenants) AND period IN (:periods)) AS parts
                        GROUP BY tenant_id, period
                        """)
                .param("tenants", ids(tenants))
                .param("periods", months.keySet().stream().map(Month::period).distinct().toList())
                .query(
                        row -> {
                            var tenant = Ids.fromBytes(row.getBytes("tenant_id"));
                            var id = months.get(new Month(tenant, row.getString("period")));
                            if (id != null) {
                                spent.put(id, row.getLong("nanos"));
                            }
                        });
        return spent;
    }

    private static List<byte[]> ids(Collection<TenantList.Row> tenants) {
        return tenants.stream().map(tenant -> Ids.bytes(tenant.id().value())).toList();
    }
}
