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

    /** Of what anybody wants of one run, so many wait until it has taken some in. */
    static final int MOST = 1_000;

    /** A run that is to end is told so whatever else waits for it. */
    private static final int MORE_TO_END = 100;

    static final long MOST_LETTERS = 8_000_000;

    /** So much is read at once. */
    static final int PORTION = 200;

    private static final long LETTERS_OF_PORTION = 4_500_000;

    /** A command as it waits. */
    record Waiting(UUID id, RunCommand command) {}

    /**
     * Some of what waits for a run.
     *
     * @param isAll whether nothing else does
     */
    record Portion(List<Waiting> commands, boolean isAll) {}

    private record Size(UUID id, int letters) {}

    private record Row(UUID id, RunId run, RunCommand command, String json) {

        static Row of(RunId run, RunCommand command) {
            return new Row(
                    Ids.next(), run, command, JsonValues.mapper().writeValueAsString(command));
        }
    }

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

    /**
     * What somebody wants, in the caller's transaction. What others want at the same moment is not
     * seen, so that a little more than the most may wait.
     *
     * @return id of the command
     * @throws TooManyCommands when as much waits as may
     */
    UUID ask(RunId run, RunCommand command) {
        var row = Row.of(run, command);
        requireRoom(run, command instanceof RunCommand.Cancel, row.json.length());
        insert(List.of(row));
        return row.id;
    }

    private void requireRoom(RunId run, boolean ends, int letters) {
        var waiting = sizes(run, MOST + MORE_TO_END);
        if (waiting.size() >= (ends ? MOST + MORE_TO_END : MOST)) {
            throw TooManyCommands.inNumber(MOST);
        }
        var before = waiting.stream().mapToLong(Size::letters).sum();
        if (!ends && before > 0 && before + letters > MOST_LETTERS) {
            throw TooManyCommands.inLetters(MOST_LETTERS);
        }
    }

    void send(RunId run, RunCommand command) {
        send(List.of(new RunRecord.Wish(run, command)));
    }

    /** In the caller's transaction; there is room for what Baton itself wants. */
    void send(List<RunRecord.Wish> wishes) {
        insert(wishes.stream().map(wish -> Row.of(wish.of(), wish.command())).toList());
    }

    private void insert(List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.batchUpdate(
                """
                INSERT INTO run_command (tenant_id, run_id, id, turn, letters, body, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                rows.stream().map(this::parameters).toList());
        var runs =
                rows.stream()
                        .map(Row::run)
                        .distinct()
                        .sorted(Comparator.comparing(RunId::value, Ids.ORDER))
                        .toList();
        events.append(runs.stream().map(RunCommands::commanded).toList());
        runs.forEach(run -> work.hasten(RunWorker.QUEUE, run.tenant(), run.value()));
    }

    private Object[] parameters(Row row) {
        var run = row.run;
        return new Object[] {
            Ids.bytes(run.tenant().value()),
            Ids.bytes(run.value()),
            Ids.bytes(row.id),
            row.command instanceof RunCommand.ApprovalChanged ? 0 : 1,
            row.json.length(),
            texts.of(run.tenant()).command(run, row.json),
            Utc.of(clock.instant())
        };
    }

    private static NewEvent commanded(RunId run) {
        return new NewEvent(run.tenant(), RunEvents.COMMANDED, run.value(), Map.of(), null);
    }

    /**
     * Some of what waits, in the order in which it came: that of the ids, which are of their
     * senders' clocks. Where these differ, what an approval was changed to comes before what became
     * of that one.
     */
    Portion next(RunId run) {
        var left = sizes(run, PORTION + 1);
        var some = new ArrayList<UUID>();
        var letters = 0L;
        for (var one : left) {
            letters += one.letters;
            if (!some.isEmpty() && letters > LETTERS_OF_PORTION || some.size() == PORTION) {
                break;
            }
            some.add(one.id);
        }
        return new Portion(changesFirst(read(run, some)), some.size() == left.size());
    }

    /** The first of those that wait; what approvals were changed to is ahead of all else. */
    private List<Size> sizes(RunId run, int most) {
        return jdbc.query(
                """
                SELECT id, letters FROM run_command FORCE INDEX (run_command_in_turn)
                WHERE tenant_id = ? AND run_id = ? ORDER BY turn, id LIMIT ?
                """,
                (row, _) -> new Size(Ids.fromBytes(row.getBytes("id")), row.getInt("letters")),
                Ids.bytes(run.tenant().value()),
                Ids.bytes(run.value()),
                most);
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

    private List<Waiting> read(RunId run, List<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var parameters = new ArrayList<Object>();
        parameters.add(Ids.bytes(run.tenant().value()));
        parameters.add(Ids.bytes(run.value()));
        ids.forEach(id -> parameters.add(Ids.bytes(id)));
        return jdbc.query(
                """
                SELECT id, body FROM run_command
                WHERE tenant_id = ? AND run_id = ? AND id IN (%s) ORDER BY turn, id
                """
                        .formatted(String.join(", ", Collections.nCopies(ids.size(), "?"))),
                (row, _) ->
                        new Waiting(
                                Ids.fromBytes(row.getBytes("id")),
                                JsonValues.mapper()
                                        .readValue(
                                                texts.command(run, row.getString("body")),
                                                RunCommand.class)),
                parameters.toArray());
    }

    /** Whether a command is not taken in yet. */
    boolean waits(RunId run, UUID command) {
        return !jdbc.queryForList(
                        """
                        SELECT turn FROM run_command
                        WHERE tenant_id = ? AND run_id = ? AND id = ?
                        """,
                        Integer.class,
                        Ids.bytes(run.tenant().value()),
                        Ids.bytes(run.value()),
                        Ids.bytes(command))
                .isEmpty();
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
