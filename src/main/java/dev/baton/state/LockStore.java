package dev.baton.state;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of locks, those whose time is over too until somebody takes them or they are swept. */
@Repository
class LockStore {

    private static final RowMapper<HeldLock> MAPPER = (row, _) -> read(row);

    private final JdbcTemplate jdbc;

    LockStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<HeldLock> find(LockId id) {
        return jdbc
                .query(
                        "SELECT * FROM state_lock WHERE tenant_id = ? AND name = ?",
                        MAPPER,
                        bytes(id.tenant().value()),
                        id.name())
                .stream()
                .findFirst();
    }

    /** Nobody else takes, renews or releases it until the transaction has ended. */
    Optional<HeldLock> hold(LockId id) {
        return jdbc
                .query(
                        "SELECT * FROM state_lock WHERE tenant_id = ? AND name = ? FOR UPDATE",
                        MAPPER,
                        bytes(id.tenant().value()),
                        id.name())
                .stream()
                .findFirst();
    }

    /** Those that are held, by name. */
    List<HeldLock> list(TenantId tenant, String after, Instant now, int most) {
        return jdbc.query(
                """
                SELECT * FROM state_lock
                WHERE tenant_id = ? AND name > ? AND expires_at > ?
                ORDER BY name LIMIT ?
                """,
                MAPPER,
                bytes(tenant.value()),
                after,
                Utc.of(now),
                most);
    }

    /** How many the tenant holds, counted up to a number. */
    int count(TenantId tenant, Instant now, int most) {
        var counted =
                jdbc.queryForObject(
                        """
                        SELECT COUNT(*) FROM (
                            SELECT 1 FROM state_lock
                            WHERE tenant_id = ? AND expires_at > ? LIMIT ?) AS counted
                        """,
                        Integer.class,
                        bytes(tenant.value()),
                        Utc.of(now),
                        most);
        return counted == null ? 0 : counted;
    }

    void add(HeldLock lock) {
        jdbc.update(
                """
                INSERT INTO state_lock (tenant_id, name, owner, fence, taken_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                bytes(lock.id().tenant().value()),
                lock.id().name(),
                lock.owner(),
                lock.fence(),
                Utc.of(lock.takenAt()),
                Utc.of(lock.expiresAt()));
    }

    /** Only of one that is held by the transaction. */
    void change(HeldLock lock) {
        jdbc.update(
                """
                UPDATE state_lock SET owner = ?, fence = ?, taken_at = ?, expires_at = ?
                WHERE tenant_id = ? AND name = ?
                """,
                lock.owner(),
                lock.fence(),
                Utc.of(lock.takenAt()),
                Utc.of(lock.expiresAt()),
                bytes(lock.id().tenant().value()),
                lock.id().name());
    }

    void delete(LockId id) {
        jdbc.update(
                "DELETE FROM state_lock WHERE tenant_id = ? AND name = ?",
                bytes(id.tenant().value()),
                id.name());
    }

    /** Forgets locks whose time was over then. */
    int forget(TenantId tenant, Instant before, int most) {
        var old =
                jdbc.query(
                        """
                        SELECT name
                        FROM state_lock FORCE INDEX (state_lock_by_expiry)
                        WHERE tenant_id = ? AND expires_at <= ? ORDER BY expires_at LIMIT ?
                        """,
                        (row, _) -> row.getString("name"),
                        bytes(tenant.value()),
                        Utc.of(before),
                        most);
        jdbc.batchUpdate(
                "DELETE FROM state_lock WHERE tenant_id = ? AND name = ? AND expires_at <= ?",
                old.stream()
                        .map(name -> new Object[] {bytes(tenant.value()), name, Utc.of(before)})
                        .toList());
        return old.size();
    }

    private static HeldLock read(ResultSet row) throws SQLException {
        return new HeldLock(
                new LockId(
                        new TenantId(Ids.fromBytes(row.getBytes("tenant_id"))),
                        row.getString("name")),
                row.getString("owner"),
                row.getLong("fence"),
                Utc.instant(row, "taken_at"),
                Utc.instant(row, "expires_at"));
    }
}
