package dev.baton.run;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of snapshots. */
@Repository
class SnapshotRows {

    private final JdbcTemplate jdbc;

    SnapshotRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param writtenAt when the run came to the version
     * @param body null where the state is too large
     */
    record Row(RunId run, int version, Instant writtenAt, @Nullable String body) {}

    /** Nothing where the version is kept already. */
    void add(Row row, @Nullable String createdBy, Instant now) {
        jdbc.update(
                """
                INSERT IGNORE INTO run_snapshot
                    (tenant_id, run_id, version, automatic, created_by, written_at, created_at, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                Ids.bytes(row.run.tenant().value()),
                Ids.bytes(row.run.value()),
                row.version,
                createdBy == null,
                createdBy,
                Utc.of(row.writtenAt),
                Utc.of(now),
                row.body);
    }

    /** Somebody asks for one that may be there. */
    void claim(RunId run, int version, String by) {
        jdbc.update(
                """
                UPDATE run_snapshot SET automatic = FALSE, created_by = ?
                WHERE tenant_id = ? AND run_id = ? AND version = ? AND automatic
                """,
                by,
                Ids.bytes(run.tenant().value()),
                Ids.bytes(run.value()),
                version);
    }

    Optional<RunSnapshot> find(RunId run, int version) {
        return list(run, version + 1, 1).stream()
                .filter(found -> found.version() == version)
                .findFirst();
    }

    /** The newest first, before a version. */
    List<RunSnapshot> list(RunId run, int before, int limit) {
        return jdbc.query(
                """
                SELECT version, automatic, created_by, created_at
                FROM run_snapshot FORCE INDEX (PRIMARY)
                WHERE tenant_id = ? AND run_id = ? AND version < ? ORDER BY version DESC LIMIT ?
                """,
                (row, _) ->
                        new RunSnapshot(
                                row.getInt("version"),
                                row.getBoolean("automatic"),
                                row.getString("created_by"),
                                Utc.instant(row, "created_at")),
                Ids.bytes(run.tenant().value()),
                Ids.bytes(run.value()),
                before,
                limit);
    }

    /** How many were asked for. */
    int count(RunId run) {
        var count =
                jdbc.queryForObject(
                        """
                        SELECT COUNT(*) FROM run_snapshot
                        WHERE tenant_id = ? AND run_id = ? AND NOT automatic
                        """,
                        Integer.class,
                        Ids.bytes(run.tenant().value()),
                        Ids.bytes(run.value()));
        return count == null ? 0 : count;
    }

    /** The last one with a state, at a version or before. */
    Optional<Row> latest(RunId run, int most) {
        return jdbc
                .query(
                        """
                        SELECT version, written_at, body FROM run_snapshot FORCE INDEX (PRIMARY)
                        WHERE tenant_id = ? AND run_id = ? AND version <= ? AND body IS NOT NULL
                        ORDER BY version DESC LIMIT 1
                        """,
                        (row, _) ->
                                new Row(
                                        run,
                                        row.getInt("version"),
                                        Utc.instant(row, "written_at"),
                                        row.getString("body")),
                        Ids.bytes(run.tenant().value()),
                        Ids.bytes(run.value()),
                        most)
                .stream()
                .findFirst();
    }

    /** Those that nobody asked for, up to a version. */
    void thin(RunId run, int last) {
        jdbc.update(
                """
                DELETE FROM run_snapshot
                WHERE tenant_id = ? AND run_id = ? AND version <= ? AND automatic
                """,
                Ids.bytes(run.tenant().value()),
                Ids.bytes(run.value()),
                last);
    }

    void forget(byte[] tenant, List<UUID> runs) {
        jdbc.batchUpdate(
                "DELETE FROM run_snapshot WHERE tenant_id = ? AND run_id = ?",
                runs.stream().map(run -> new Object[] {tenant, Ids.bytes(run)}).toList());
    }
}
