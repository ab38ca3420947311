package dev.baton.run;

import dev.baton.platform.Page;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunState;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.Graph;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What runs have become and how: read from their journals, at any version. */
@Service
@Transactional(readOnly = true)
public class RunHistory {

    private static final int PAGE = 500;

    /**
     * The state of a run.
     *
     * @param at when its version was written
     */
    public record Version(int version, Instant at, RunState state) {}

    private final Runs runs;
    private final Journals journals;
    private final RunGraphs graphs;

    RunHistory(Runs runs, Journals journals, RunGraphs graphs) {
        this.runs = runs;
        this.journals = journals;
        this.graphs = graphs;
    }

    /**
     * What happened to a run, oldest first.
     *
     * @param after continues after this version; 0 from the beginning
     */
    public Page<JournalEntry> journal(TenantId tenant, UUID id, int after, int limit) {
        var run = run(tenant, id);
        return Page.of(
                journals.after(run.id(), after, limit + 1),
                limit,
                entry -> Integer.toString(entry.version()));
    }

    /** As it is now. */
    public Version state(TenantId tenant, UUID id) {
        return state(run(tenant, id), Integer.MAX_VALUE);
    }

    /** As it was at a version that it has had. */
    public Version state(TenantId tenant, UUID id, int version) {
        var found = state(run(tenant, id), version);
        if (version < 1 || found.version() < version) {
            throw new BadInput(
                    "version_unknown",
                    "version: the run has versions 1 to %d.".formatted(found.version()),
                    new FieldProblem(
                            "version", "unknown", "from 1 to " + found.version()));
        }
        return found;
    }

    private Version state(Run run, int most) {
        var state = new RunState(graphs.get(run.id().tenant(), run.head().graph()));
        var last = new Last(0, run.head().createdAt());
        for (var page = read(run, 0); !page.isEmpty(); page = read(run, last.version)) {
            for (var entry : page) {
                if (entry.version() > most) {
                    return new Version(last.version, last.at, state);
                }
                for (var move : entry.moves()) {
                    move.events().forEach(event -> state.apply(event, move.at()));
                    last = new Last(entry.version(), move.at());
                }
            }
        }
        return new Version(last.version, last.at, state);
    }

    private record Last(int version, Instant at) {}

    /** The steps that have begun or were passed over, in the order they were. */
    public List<StepRecord> steps(TenantId tenant, UUID id) {
        var run = run(tenant, id);
        var steps = new StepRecords(graphs.get(tenant, run.head().graph()));
        each(
                run,
                entry ->
                        entry.moves()
                                .forEach(
                                        move ->
                                                move.events()
                                                        .forEach(
                                                                event ->
                                                                        steps.apply(
                                                                                event,
                                                                                move.at()))));
        return steps.all();
    }

    /** How a run that has ended did so; empty for one that has not. */
    public Optional<RunEvent.RunEnded> end(Run run) {
        return journals.end(run);
    }

    /** What a run executes, as far as it is known before. */
    public Graph plan(Run run) {
        return graphs.get(run.id().tenant(), run.head().graph()).graph();
    }

    /** JSON of the graph that a run executes. */
    public String graph(TenantId tenant, UUID id) {
        return graphs.json(tenant, run(tenant, id).head().graph());
    }

    private void each(Run run, Consumer<JournalEntry> reader) {
        var after = 0;
        for (var page = read(run, after); !page.isEmpty(); page = read(run, after)) {
            page.forEach(reader);
            after = page.getLast().version();
        }
    }

    private List<JournalEntry> read(Run run, int after) {
        return journals.after(run.id(), after, PAGE);
    }

    private Run run(TenantId tenant, UUID id) {
        return runs.find(new RunId(tenant, id)).orElseThrow(() -> new RunNotFound(id));
    }
}
