package dev.baton.run;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table of feedback. */
@Repository
class FeedbackRows {

    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcTemplate jdbc;
    private final JournalTexts texts;

    FeedbackRows(JdbcTemplate jdbc, JournalTexts texts) {
        this.jdbc = jdbc;
        this.texts = texts;
    }

    /** Takes the place of what the same one said before. */
    void put(RunId run, RunFeedback feedback) {
        var comment = feedback.comment();
        jdbc.update(
                """
                INSERT INTO run_feedback
                    (tenant_id, run_id, rater_id, by_key, rated_by, rating, comment, created_at,
                     updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE rated_by = VALUES(rated_by), rating = VALUES(rating),
                    comment = VALUES(comment), updated_at = VALUES(updated_at)
                """,
                Ids.bytes(run.tenant().value()),
                Ids.bytes(run.value()),
                Ids.bytes(feedback.rater()),
                feedback.byKey(),
                feedback.name(),
                feedback.rating().name(),
                comment == null
                        ? null
                        : texts.of(run.tenant()).feedback(run, feedback.rater(), comment),
                Utc.of(feedback.createdAt()),
                Utc.of(feedback.updatedAt()));
    }

    Optional<RunFeedback> find(RunId run, UUID rater) {
        return jdbc
                .query(
                        """
                        SELECT * FROM run_feedback
                        WHERE tenant_id = ? AND run_id = ? AND rater_id = ?
                        """,
                        (row, _) -> read(run, row),
                        Ids.bytes(run.tenant().value()),
                        Ids.bytes(run.value()),
                        Ids.bytes(rater))
                .stream()
                .findFirst();
    }

    /** In the order of who gave it. */
    List<RunFeedback> list(RunId run, @Nullable UUID after, int limit) {
        return jdbc.query(
                """
                SELECT * FROM run_feedback FORCE INDEX (PRIMARY)
                WHERE tenant_id = ? AND run_id = ? AND rater_id > ? ORDER BY rater_id LIMIT ?
                """,
                (row, _) -> read(run, row),
                Ids.bytes(run.tenant().value()),
                Ids.bytes(run.value()),
                Ids.bytes(after == null ? FIRST : after),
                limit);
    }

    /**
     * Those with words, the newest first.
     *
     * @param without whose are left out; null for nobody's
     */
    List<RunFeedback> remarks(RunId run, @Nullable UUID without, int limit) {
        return jdbc.query(
                """
                SELECT * FROM run_feedback FORCE INDEX (run_feedback_by_time)
                WHERE tenant_id = ? AND run_id = ? AND rater_id <> ? AND comment IS NOT NULL
                ORDER BY updated_at DESC, rater_id DESC LIMIT ?
                """,
                (row, _) -> read(run, row),
                Ids.bytes(run.tenant().value()),
                Ids.bytes(run.value()),
                Ids.bytes(without == null ? FIRST : without),
                limit);
    }

    void remove(RunId run, UUID rater) {
        jdbc.update(
                "DELETE FROM run_feedback WHERE tenant_id = ? AND run_id = ? AND rater_id = ?",
                Ids.bytes(run.tenant().value()),
                Ids.bytes(run.value()),
                Ids.bytes(rater));
    }

    /** Those of several runs; runs that nobody has rated are left out. */
    Map<UUID, RunRatings> ratings(TenantId tenant, Collection<UUID> runs) {
        var found = new HashMap<UUID, RunRatings>();
        if (runs.isEmpty()) {
            return found;
        }
        var parameters = new ArrayList<Object>();
        parameters.add(Rating.UP.name());
        parameters.add(Rating.DOWN.name());
        parameters.add(Ids.bytes(tenant.value()));
        runs.forEach(run -> parameters.add(Ids.bytes(run)));
        jdbc.query(
                """
                SELECT run_id, SUM(rating = ?) AS ups, SUM(rating = ?) AS downs
                FROM run_feedback FORCE INDEX (PRIMARY)
                WHERE tenant_id = ? AND run_id IN (%s) GROUP BY run_id
                """
                        .formatted(String.join(",", Collections.nCopies(runs.size(), "?"))),
                (RowCallbackHandler)
                        row ->
                                found.put(
                                        Ids.fromBytes(row.getBytes("run_id")),
                                        new RunRatings(row.getInt("ups"), row.getInt("downs"))),
                parameters.toArray());
        return found;
    }

    void forget(byte[] tenant, List<UUID> runs) {
        jdbc.batchUpdate(
                "DELETE FROM run_feedback WHERE tenant_id = ? AND run_id = ?",
                runs.stream().map(run -> new Object[] {tenant, Ids.bytes(run)}).toList());
    }

    private RunFeedback read(RunId run, ResultSet row) throws SQLException {
        var rater = Ids.fromBytes(row.getBytes("rater_id"));
        var comment = row.getString("comment");
        return new RunFeedback(
                rater,
                row.getBoolean("by_key"),
                row.getString("rated_by"),
                Rating.valueOf(row.getString("rating")),
                comment == null ? null : texts.feedback(run, rater, comment),
                Utc.instant(row, "created_at"),
                Utc.instant(row, "updated_at"));
    }
}
