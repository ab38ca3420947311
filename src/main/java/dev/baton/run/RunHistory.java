package dev.baton.run;

import dev.baton.platform.Page;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.run.engine.GraphIndex;
import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunState;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.Graph;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What runs have become and how: read from their journals, at any version. */
@Service
@Transactional(readOnly = true)
public class RunHistory {

    /** Steps of one run that are told. */
    public static final int MOST_STEPS = 50_000;

    private static final int PAGE = 100;

    /**
     * The state of a run.
     *
     * @param at when its version was written
     * @param workflow of which the run executes a version; null for none
     */
    public record Version(
            int version, Instant at, RunState state, @Nullable WorkflowRef workflow) {}

    private final Runs runs;
    private final Journals journals;
    private final RunGraphs graphs;
    private final ReadSteps steps;
    private final Snapshots snapshots;

    RunHistory(
            Runs runs, Journals journals, RunGraphs graphs, ReadSteps steps, Snapshots snapshots) {
        this.runs = runs;
        this.journals = journals;
        this.graphs = graphs;
        this.steps = steps;
        this.snapshots = snapshots;
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

    /** Some of that, for who has looked up the run. */
    public List<JournalEntry> entries(Run run, int after, int limit) {
        return journals.after(run.id(), after, limit);
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
                    new FieldProblem("version", "unknown", "from 1 to " + found.version()));
        }
        return found;
    }

    private Version state(Run run, int most) {
        var kept = snapshots.latest(run.id(), index(run), most);
        var state = kept.map(Snapshots.Kept::state).orElseGet(() -> new RunState(index(run)));
        var last =
                kept.map(it -> new Last(it.version(), it.at()))
                        .orElseGet(() -> new Last(0, run.head().createdAt()));
        for (var page = read(run, last.version); !page.isEmpty(); page = read(run, last.version)) {
            for (var entry : page) {
                if (entry.version() > most) {
                    return new Version(last.version, last.at, state, run.head().workflow());
                }
                for (var move : entry.moves()) {
                    move.events().forEach(event -> state.apply(event, move.at()));
                    last = new Last(entry.version(), move.at());
                }
            }
        }
        return new Version(last.version, last.at, state, run.head().workflow());
    }

    private record Last(int version, Instant at) {}

    /**
     * The steps that have begun or were passed over, in the order they were, without what they
     * acted with and gave. Of those after {@link #MOST_STEPS}, one.
     */
    public List<StepRecord> steps(Run run) {
        return steps.all(run.id(), index(run));
    }

    /** Some of those, in their order, with what they acted with and gave. */
    public List<StepRecord> steps(TenantId tenant, UUID id, int from, int limit) {
        if (from >= MOST_STEPS) {
            throw new BadInput(
                    "steps_not_listed",
                    "after: the first %d steps of a run are listed; its journal has all."
                            .formatted(MOST_STEPS),
                    new FieldProblem("after", "out_of_range", "less than " + MOST_STEPS));
        }
        var run = run(tenant, id);
        var some = steps(run).stream().skip(from).limit(limit).toList();
        return steps.whole(run.id(), index(run), some);
    }

    /** One of those with what it acted with and gave. */
    public StepRecord whole(Run run, StepRecord step) {
        return steps.whole(run.id(), index(run), List.of(step)).getFirst();
    }

    /** Some of those, in their order. */
    public List<StepRecord> whole(Run run, List<StepRecord> some) {
        return steps.whole(run.id(), index(run), some);
    }

    /** The same by its path; empty for one that has not come up. */
    public Optional<StepRecord> step(Run run, String path) {
        return steps(run).stream()
                .filter(step -> step.path().equals(path))
                .findFirst()
                .map(step -> whole(run, step));
    }

    /** When its phases were. */
    public RunPhases phases(Run run) {
        return steps.phases(run.id(), index(run));
    }

    private GraphIndex index(Run run) {
        return graphs.get(run.id().tenant(), run.head().graph());
    }

    /** What a run was asked for with. */
    public Optional<Map<String, Object>> input(Run run) {
        return journals.inputOf(run.id());
    }

    /** How a run that has ended did so; empty for one that has not. */
    public Optional<RunEvent.RunEnded> end(Run run) {
        return journals.end(run);
    }

    /** What a run came to; null for one that has not ended, or came to nothing. */
    public @Nullable Object output(Run run) {
        return journals.end(run).map(RunEvent.RunEnded::output).orElse(null);
    }

    /** What a run executes, as far as it is known before. */
    public Graph plan(Run run) {
        return index(run).graph();
    }

    /** What a run may cost at most; null where only its tenant's budget says so. */
    public @Nullable CostLimit limit(Run run) {
        return CostLimit.of(plan(run).limits().cost(), run.head().costCap());
    }

    /** JSON of the graph that a run executes. */
    public String graph(TenantId tenant, UUID id) {
        return graphs.json(tenant, run(tenant, id).head().graph());
    }

    private List<JournalEntry> read(Run run, int after) {
        return journals.after(run.id(), after, PAGE);
    }

    private Run run(TenantId tenant, UUID id) {
        return runs.find(new RunId(tenant, id)).orElseThrow(() -> new RunNotFound(id));
    }
}
