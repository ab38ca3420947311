package dev.baton.run;

import static java.util.Objects.requireNonNull;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * The idempotency keys of runs. A key becomes durable in the first commit of its run, so there is
 * never one without the other.
 */
@Repository
class RunKeys {

    /**
     * What is known under a key.
     *
     * @param body hash of the request that came with it
     */
    record Known(byte[] body, RunId run) {}

    private final JdbcTemplate jdbc;

    RunKeys(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(List<RunRecord.Accepted> accepted) {
        var rows =
                accepted.stream().filter(one -> one.key() != null).map(RunKeys::parameters).toList();
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(
                    """
                    INSERT INTO run_key (tenant_id, key_hash, body_hash, run_id, created_at)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                    rows);
        }
    }

    private static Object[] parameters(RunRecord.Accepted one) {
        var id = one.head().id();
        var key = requireNonNull(one.key());
        return new Object[] {
            Ids.bytes(id.tenant().value()),
            key.hash(),
            key.body(),
            Ids.bytes(id.value()),
            Utc.of(one.head().createdAt())
        };
    }

    Optional<Known> find(TenantId tenant, RunKey key) {
        return jdbc
                .query(
                        """
                        SELECT body_hash, run_id FROM run_key
                        WHERE tenant_id = ? AND key_hash = ?
                        """,
                        (row, _) ->
                                new Known(
                                        row.getBytes("body_hash"),
                                        new RunId(tenant, Ids.fromBytes(row.getBytes("run_id")))),
                        Ids.bytes(tenant.value()),
                        key.hash())
                .stream()
                .findFirst();
    }

    /** Forgets some of the keys that are older; how many. */
    int forget(TenantId tenant, Instant before, int most) {
        return jdbc.update(
                """
                DELETE FROM run_key WHERE tenant_id = ? AND created_at < ?
                ORDER BY created_at LIMIT ?
                """,
                Ids.bytes(tenant.value()),
                Utc.of(before),
                most);
    }
}
