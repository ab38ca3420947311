package dev.baton.ledger;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A filter as SQL, over rows of calls or over their sums; always begins with the tenant. */
final class UsageCondition {

    private final StringBuilder sql = new StringBuilder(" WHERE tenant_id = ?");
    private final List<Object> arguments = new ArrayList<>();

    /** Whether "none" is a null, as in the rows, or the id of zeros, as in the sums. */
    private final boolean nulls;

    private UsageCondition(TenantId tenant, UsageFilter filter, String time, boolean nulls) {
        this.nulls = nulls;
        arguments.add(bytes(tenant.value()));
        and(time + " >= ?", Utc.of(filter.from()));
        and(time + " < ?", Utc.of(filter.to()));
        id("agent_id", filter.agent());
        id("key_id", filter.key());
        id("account_id", filter.account());
        id("prompt_version_id", filter.promptVersion());
        if (filter.model() != null) {
            and("model = ?", filter.model());
        }
        if (!filter.statuses().isEmpty()) {
            var places = String.join(", ", Collections.nCopies(filter.statuses().size(), "?"));
            and(
                    "status IN (" + places + ")",
                    filter.statuses().stream().sorted().map(Enum::name).toArray());
        }
    }

    static UsageCondition ofRows(TenantId tenant, UsageFilter filter) {
        return new UsageCondition(tenant, filter, "ended_at", true);
    }

    static UsageCondition ofSums(TenantId tenant, UsageFilter filter) {
        return new UsageCondition(tenant, filter, "slot_start", false);
    }

    /** Only rows that come after the given one in a list of the newest first. */
    UsageCondition before(Instant endedAt, UUID id) {
        var time = Utc.of(endedAt);
        and("ended_at <= ?", time);
        and("(ended_at < ? OR id < ?)", time, bytes(id));
        return this;
    }

    String sql() {
        return sql.toString();
    }

    Object[] arguments() {
        return arguments.toArray();
    }

    private void id(String column, @Nullable UUID wanted) {
        if (wanted == null) {
            return;
        }
        if (nulls && wanted.equals(UsageRollups.NONE)) {
            and(column + " IS NULL");
        } else {
            and(column + " = ?", bytes(wanted));
        }
    }

    private void and(String condition, Object... values) {
        sql.append(" AND ").append(condition);
        arguments.addAll(List.of(values));
    }
}
