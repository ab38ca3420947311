package dev.baton.run;

import static java.util.Objects.requireNonNull;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The idempotency keys of runs. A key becomes durable together with what it is for, the beginning
 * of a run or a signal to one, so there is never one without the other.
 */
@Repository
class RunKeys {

    /**
     * What is known under a key.
     *
     * @param body hash of the request that came with it
     */
    record Known(byte[] body, RunId run) {}

    private static final String INSERT =
            """
            INSERT INTO run_key (tenant_id, key_hash, body_hash, run_id, created_at)
            VALUES (?, ?, ?, ?, ?)
            """;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    RunKeys(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(List<RunRecord.Accepted> accepted) {
        var rows =
                accepted.stream()
                        .filter(one -> one.key() != null)
                        .map(RunKeys::parameters)
                        .toList();
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(INSERT, rows);
        }
    }

    /** Of what is wanted of a run, in the transaction in which that becomes durable. */
    void add(RunId run, RunKey key) {
        jdbc.update(INSERT, parameters(run, key, clock.instant()));
    }

    private static Object[] parameters(RunRecord.Accepted one) {
        return parameters(one.head().id(), requireNonNull(one.key()), one.head().createdAt());
    }

    private static Object[] parameters(RunId run, RunKey key, Instant now) {
        return new Object[] {
            Ids.bytes(run.tenant().value()),
            key.hash(),
            key.body(),
            Ids.bytes(run.value()),
            Utc.of(now)
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
