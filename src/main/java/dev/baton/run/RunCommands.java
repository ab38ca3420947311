package dev.baton.run;

import dev.baton.event.EventLog;
import dev.baton.event.NewEvent;
import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.platform.json.JsonValues;
import dev.baton.work.WorkQueue;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What is wanted of runs, durable until whoever executes the run has taken it in. A run that nobody
 * executes is taken up for it.
 */
@Repository
class RunCommands {

    /** A command as it waits. */
    record Waiting(UUID id, RunCommand command) {}

    private final JdbcTemplate jdbc;
    private final JournalTexts texts;
    private final WorkQueue work;
    private final EventLog events;
    private final Clock clock;

    RunCommands(
            JdbcTemplate jdbc, JournalTexts texts, WorkQueue work, EventLog events, Clock clock) {
        this.jdbc = jdbc;
        this.texts = texts;
        this.work = work;
        this.events = events;
        this.clock = clock;
    }

    void send(RunId run, RunCommand command) {
        send(List.of(new RunRecord.Wish(run, command)));
    }

    /** In the caller's transaction. */
    void send(List<RunRecord.Wish> wishes) {
        if (wishes.isEmpty()) {
            return;
        }
        jdbc.batchUpdate(
                """
                INSERT INTO run_command (tenant_id, run_id, id, body, created_at)
                VALUES (?, ?, ?, ?, ?)
                """,
                wishes.stream().map(this::row).toList());
        var runs =
                wishes.stream()
                        .map(RunRecord.Wish::of)
                        .distinct()
                        .sorted(Comparator.comparing(RunId::value, Ids.ORDER))
                        .toList();
        events.append(runs.stream().map(RunCommands::commanded).toList());
        runs.forEach(run -> work.hasten(RunWorker.QUEUE, run.tenant(), run.value()));
    }

    private Object[] row(RunRecord.Wish wish) {
        var run = wish.of();
        var json = JsonValues.mapper().writeValueAsString(wish.command());
        return new Object[] {
            Ids.bytes(run.tenant().value()),
            Ids.bytes(run.value()),
            Ids.bytes(Ids.next()),
            texts.of(run.tenant()).command(run, json),
            Utc.of(clock.instant())
        };
    }

    private static NewEvent commanded(RunId run) {
        return new NewEvent(run.tenant(), RunEvents.COMMANDED, run.value(), Map.of(), null);
    }

    /**
     * In the order in which they came: that of their ids, which are of their senders' clocks. Where
     * these differ, what an approval was changed to comes before what became of that one.
     */
    List<Waiting> of(RunId run) {
        return changesFirst(byId(run));
    }

    private static List<Waiting> changesFirst(List<Waiting> waiting) {
        var changes = new HashMap<UUID, Waiting>();
        for (var one : waiting) {
            if (one.command() instanceof RunCommand.ApprovalChanged changed) {
                changes.put(changed.approval(), one);
            }
        }
        if (changes.isEmpty()) {
            return waiting;
        }
        var ordered = new LinkedHashSet<Waiting>();
        for (var one : waiting) {
            var line = new LinkedHashSet<Waiting>();
            for (var next = one; next != null && line.add(next); ) {
                next = changes.get(approval(next.command()));
            }
            ordered.addAll(line.reversed());
        }
        return List.copyOf(ordered);
    }

    /** What a command says the end of; null for others. */
    private static @Nullable UUID approval(RunCommand command) {
        return switch (command) {
            case RunCommand.ApprovalChanged changed -> changed.before();
            case RunCommand.ApprovalEnded ended -> ended.approval();
            default -> null;
        };
    }

    private List<Waiting> byId(RunId run) {
        return jdbc.query(
                """
                SELECT id, body FROM run_command WHERE tenant_id = ? AND run_id = ? ORDER BY id
                """,
                (row, _) ->
                        new Waiting(
                                Ids.fromBytes(row.getBytes("id")),
                                JsonValues.mapper()
                                        .readValue(
                                                texts.command(run, row.getString("body")),
                                                RunCommand.class)),
                Ids.bytes(run.tenant().value()),
                Ids.bytes(run.value()));
    }

    /** Those of the runs that something is wanted of. */
    List<RunId> awaited(List<RunId> runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        var parameters = new ArrayList<Object>();
        for (var run : runs) {
            parameters.add(Ids.bytes(run.tenant().value()));
            parameters.add(Ids.bytes(run.value()));
        }
        var found =
                jdbc.query(
                        "SELECT DISTINCT tenant_id, run_id FROM run_command WHERE "
                                + String.join(
                                        " OR ",
                                        Collections.nCopies(
                                                runs.size(), "(tenant_id = ? AND run_id = ?)")),
                        (row, _) -> Ids.fromBytes(row.getBytes("run_id")),
                        parameters.toArray());
        return runs.stream().filter(run -> found.contains(run.value())).toList();
    }

    void delete(List<RunRecord.Appended> appended) {
        if (!appended.isEmpty()) {
            jdbc.batchUpdate(
                    "DELETE FROM run_command WHERE tenant_id = ? AND run_id = ? AND id = ?",
                    appended.stream()
                            .flatMap(
                                    one ->
                                            one.commands().stream()
                                                    .map(
                                                            command ->
                                                                    new Object[] {
                                                                        Ids.bytes(
                                                                                one.head()
                                                                                        .id()
                                                                                        .tenant()
                                                                                        .value()),
                                                                        Ids.bytes(one.id()),
                                                                        Ids.bytes(command)
                                                                    }))
                            .toList());
        }
    }

    void forget(byte[] tenant, List<UUID> runs) {
        jdbc.batchUpdate(
                "DELETE FROM run_command WHERE tenant_id = ? AND run_id = ?",
                runs.stream().map(run -> new Object[] {tenant, Ids.bytes(run)}).toList());
    }
}
