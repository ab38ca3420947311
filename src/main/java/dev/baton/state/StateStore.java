package dev.baton.state;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of records, expired ones too until they are swept. */
@Repository
class StateStore {

    private static final RowMapper<StateRecord> MAPPER = (row, _) -> read(row);

    private final JdbcTemplate jdbc;

    StateStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<StateRecord> find(StateKey key) {
        return first(
                """
                SELECT * FROM state_record
                WHERE tenant_id = ? AND namespace = ? AND state_key = ?
                """,
                key);
    }

    /** Nobody else changes it until the transaction has ended. */
    Optional<StateRecord> hold(StateKey key) {
        return first(
                """
                SELECT * FROM state_record
                WHERE tenant_id = ? AND namespace = ? AND state_key = ?
                FOR UPDATE
                """,
                key);
    }

    private Optional<StateRecord> first(String sql, StateKey key) {
        return jdbc
                .query(sql, MAPPER, bytes(key.tenant().value()), key.namespace(), key.key())
                .stream()
                .findFirst();
    }

    /** Those that are there, by key. */
    List<StateRecord> list(
            TenantId tenant, String namespace, String prefix, String after, Instant now, int most) {
        return jdbc.query(
                """
                SELECT * FROM state_record
                WHERE tenant_id = ? AND namespace = ? AND state_key > ? AND state_key LIKE ?
                AND (expires_at IS NULL OR expires_at > ?)
                ORDER BY state_key LIMIT ?
                """,
                MAPPER,
                bytes(tenant.value()),
                namespace,
                after,
                prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%",
                Utc.of(now),
                most);
    }

    /** How many the tenant keeps, counted up to a number. */
    int count(TenantId tenant, int most) {
        var counted =
                jdbc.queryForObject(
                        """
                        SELECT COUNT(*) FROM (
                            SELECT 1 FROM state_record WHERE tenant_id = ? LIMIT ?) AS counted
                        """,
                        Integer.class,
                        bytes(tenant.value()),
                        most);
        return counted == null ? 0 : counted;
    }

    void add(StateRecord record) {
        jdbc.update(
                """
                INSERT INTO state_record
                    (tenant_id, namespace, state_key, id, value, version, created_at, changed_at,
                     changed_by, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                bytes(record.key().tenant().value()),
                record.key().namespace(),
                record.key().key(),
                bytes(record.id()),
                record.value(),
                record.version(),
                Utc.of(record.createdAt()),
                Utc.of(record.changedAt()),
                record.changedBy(),
                utcOrNull(record.expiresAt()));
    }

    /** Only of one that is held. */
    void change(StateRecord record) {
        jdbc.update(
                """
                UPDATE state_record
                SET id = ?, value = ?, version = ?, created_at = ?, changed_at = ?, changed_by = ?,
                    expires_at = ?
                WHERE tenant_id = ? AND namespace = ? AND state_key = ?
                """,
                bytes(record.id()),
                record.value(),
                record.version(),
                Utc.of(record.createdAt()),
                Utc.of(record.changedAt()),
                record.changedBy(),
                utcOrNull(record.expiresAt()),
                bytes(record.key().tenant().value()),
                record.key().namespace(),
                record.key().key());
    }

    void delete(StateKey key) {
        jdbc.update(
                """
                DELETE FROM state_record
                WHERE tenant_id = ? AND namespace = ? AND state_key = ?
                """,
                bytes(key.tenant().value()),
                key.namespace(),
                key.key());
    }

    /** Who keeps some whose time is over; one look into the index for each tenant. */
    List<TenantId> expiredAcrossTenants(Instant now) {
        return jdbc.query(
                """
                SELECT tenant_id FROM state_record FORCE INDEX (state_record_by_expiry)
                GROUP BY tenant_id HAVING MIN(expires_at) <= ?
                """,
                (row, _) -> new TenantId(Ids.fromBytes(row.getBytes("tenant_id"))),
                Utc.of(now));
    }

    /** Whose time is over, the longest first. */
    List<StateKey> expired(TenantId tenant, Instant now, int most) {
        return jdbc.query(
                """
                SELECT tenant_id, namespace, state_key
                FROM state_record FORCE INDEX (state_record_by_expiry)
                WHERE tenant_id = ? AND expires_at <= ? ORDER BY expires_at LIMIT ?
                """,
                (row, _) -> key(row),
                bytes(tenant.value()),
                Utc.of(now),
                most);
    }

    private static @Nullable Object utcOrNull(@Nullable Instant time) {
        return time == null ? null : Utc.of(time);
    }

    private static StateKey key(ResultSet row) throws SQLException {
        return new StateKey(
                new TenantId(Ids.fromBytes(row.getBytes("tenant_id"))),
                row.getString("namespace"),
                row.getString("state_key"));
    }

    private static StateRecord read(ResultSet row) throws SQLException {
        return new StateRecord(
                key(row),
                Ids.fromBytes(row.getBytes("id")),
                row.getString("value"),
                row.getLong("version"),
                Utc.instant(row, "created_at"),
                Utc.instant(row, "changed_at"),
                row.getString("changed_by"),
                Utc.instantOrNull(row, "expires_at"));
    }
}
