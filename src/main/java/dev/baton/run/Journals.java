package dev.baton.run;

import dev.baton.platform.Ids;
import dev.baton.run.engine.RunEvent;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table of journals. Rows are added, never changed. */
@Repository
class Journals {

    private final JdbcTemplate jdbc;
    private final JournalTexts texts;

    Journals(JdbcTemplate jdbc, JournalTexts texts) {
        this.jdbc = jdbc;
        this.texts = texts;
    }

    /** A version that is there already is refused as a duplicate key. */
    void append(List<JournalRow> rows) {
        jdbc.batchUpdate(
                """
                INSERT INTO run_journal (tenant_id, run_id, version, commit_id, body)
                VALUES (?, ?, ?, ?, ?)
                """,
                rows.stream()
                        .map(
                                row ->
                                        new Object[] {
                                            Ids.bytes(row.run().tenant().value()),
                                            Ids.bytes(row.run().value()),
                                            row.version(),
                                            Ids.bytes(row.commit()),
                                            row.body()
                                        })
                        .toList());
    }

    boolean contains(JournalRow row) {
        return jdbc
                .queryForList(
                        """
                        SELECT commit_id FROM run_journal
                        WHERE tenant_id = ? AND run_id = ? AND version = ?
                        """,
                        byte[].class,
                        Ids.bytes(row.run().tenant().value()),
                        Ids.bytes(row.run().value()),
                        row.version())
                .stream()
                .map(Ids::fromBytes)
                .anyMatch(row.commit()::equals);
    }

    /**
     * What happened to a run, oldest first.
     *
     * @param after continues after this version; 0 from the beginning
     */
    List<JournalEntry> after(RunId run, int after, int limit) {
        return jdbc.query(
                """
                SELECT version, body FROM run_journal
                WHERE tenant_id = ? AND run_id = ? AND version > ?
                ORDER BY version LIMIT ?
                """,
                (row, _) -> texts.entry(run, row.getInt("version"), row.getString("body")),
                Ids.bytes(run.tenant().value()),
                Ids.bytes(run.value()),
                Math.max(0, after),
                limit);
    }

    /** The entries of some versions, oldest first. */
    List<JournalEntry> at(RunId run, Collection<Integer> versions) {
        if (versions.isEmpty()) {
            return List.of();
        }
        var arguments = new ArrayList<Object>();
        arguments.add(Ids.bytes(run.tenant().value()));
        arguments.add(Ids.bytes(run.value()));
        arguments.addAll(versions);
        return jdbc.query(
                """
                SELECT version, body FROM run_journal
                WHERE tenant_id = ? AND run_id = ? AND version IN (%s)
                ORDER BY version
                """
                        .formatted(String.join(", ", Collections.nCopies(versions.size(), "?"))),
                (row, _) -> texts.entry(run, row.getInt("version"), row.getString("body")),
                arguments.toArray());
    }

    /** What a run was asked for with that had to wait for its beginning. */
    Optional<Map<String, Object>> input(RunId run) {
        return jdbc
                .query(
                        """
                        SELECT body FROM run_journal
                        WHERE tenant_id = ? AND run_id = ? AND version = 0
                        """,
                        (row, _) -> texts.input(run, row.getString("body")),
                        Ids.bytes(run.tenant().value()),
                        Ids.bytes(run.value()))
                .stream()
                .findFirst();
    }

    /** What a run was asked for with, whether it has begun or not. */
    Optional<Map<String, Object>> inputOf(RunId run) {
        return input(run)
                .or(
                        () ->
                                after(run, 0, 1).stream()
                                        .flatMap(entry -> entry.moves().stream())
                                        .flatMap(move -> move.events().stream())
                                        .filter(RunEvent.RunStarted.class::isInstance)
                                        .map(event -> ((RunEvent.RunStarted) event).input())
                                        .findFirst());
    }

    /** How a run that has ended did so; empty for one that has not. */
    Optional<RunEvent.RunEnded> end(Run run) {
        if (!run.status().isFinal()) {
            return Optional.empty();
        }
        return after(run.id(), run.summary().version() - 1, 1).stream()
                .flatMap(entry -> entry.moves().stream())
                .flatMap(move -> move.events().stream())
                .filter(RunEvent.RunEnded.class::isInstance)
                .map(RunEvent.RunEnded.class::cast)
                .findFirst();
    }

    /** Whether a version begins with variables that a command has set. */
    boolean isSetBy(RunId run, int version, UUID command) {
        return at(run, List.of(version)).stream()
                .map(entry -> entry.moves().getFirst().events().getFirst())
                .anyMatch(
                        event ->
                                event instanceof RunEvent.VariablesSet set
                                        && command.equals(set.command()));
    }

    int last(RunId run) {
        var last =
                jdbc.queryForObject(
                        """
                        SELECT MAX(version) FROM run_journal WHERE tenant_id = ? AND run_id = ?
                        """,
                        Integer.class,
                        Ids.bytes(run.tenant().value()),
                        Ids.bytes(run.value()));
        return last == null ? 0 : last;
    }

    void forget(byte[] tenant, List<UUID> runs) {
        jdbc.batchUpdate(
                "DELETE FROM run_journal WHERE tenant_id = ? AND run_id = ?",
                runs.stream().map(run -> new Object[] {tenant, Ids.bytes(run)}).toList());
    }
}
