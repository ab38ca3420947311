package dev.baton.run;

import dev.baton.platform.trace.Trace;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.WorkflowShelf;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Other runs that go on from a run, try it again or begin it anew. */
@Service
public class RunSuccessors {

    private final Runs runs;
    private final RunStarter starter;
    private final Forks forks;
    private final Replays replays;
    private final Journals journals;
    private final RunGraphs graphs;
    private final WorkflowShelf workflows;

    RunSuccessors(
            Runs runs,
            RunStarter starter,
            Forks forks,
            Replays replays,
            Journals journals,
            RunGraphs graphs,
            WorkflowShelf workflows) {
        this.runs = runs;
        this.starter = starter;
        this.forks = forks;
        this.replays = replays;
        this.journals = journals;
        this.graphs = graphs;
        this.workflows = workflows;
    }

    /**
     * Lets a run go on as another run, which begins with what this one has come to.
     *
     * @throws StepsDone when another graph changes what was done already
     * @throws InputRefused when another input does not fit the graph
     */
    @Requires(Permission.RUNS_WRITE)
    public RunHead fork(Actor by, UUID id, NewFork wanted) {
        return forks.fork(by, get(by.tenant(), id), wanted);
    }

    /**
     * What letting a run go on so would take over and what it would execute; nothing is begun or
     * kept. Empty for one of more versions than {@link ForkPreview#MOST_VERSIONS}.
     *
     * @throws StepsDone when another graph changes what was done already
     */
    @Requires(Permission.RUNS_WRITE)
    public Optional<ForkPreview> preview(Actor by, UUID id, ForkPoint wanted) {
        return forks.preview(by, get(by.tenant(), id), wanted);
    }

    /**
     * Begins a run anew as another one, whose steps are given what those of this one came to as
     * long as all that they would send is the same.
     *
     * @throws RunStillOpen when it has not ended
     * @throws RunOfNoWorkflow when its workflow's newest version is wanted and it has none
     * @throws InputRefused when the input does not fit the graph
     */
    @Requires(Permission.RUNS_WRITE)
    public RunHead replay(Actor by, UUID id, NewReplay wanted) {
        var run = get(by.tenant(), id);
        if (!run.status().isFinal()) {
            throw new RunStillOpen(run.id(), run.status());
        }
        return replays.replay(by, run, wanted);
    }

    /**
     * Tries a run again that has failed, as another run: what was done is taken over, also items
     * and rounds of a step that failed; what failed and what comes after it is executed.
     *
     * @throws RunStillOpen when it has not ended
     */
    @Requires(Permission.RUNS_WRITE)
    public RunHead retry(Actor by, UUID id, @Nullable RunKey key, Trace trace) {
        var run = get(by.tenant(), id);
        if (!run.status().isFinal()) {
            throw new RunStillOpen(run.id(), run.status());
        }
        return forks.fork(
                by,
                run,
                new NewFork(
                        null, null, new ForkPoint(null, null, Map.of(), null, null), key, trace));
    }

    /**
     * Begins another run with the same input, from its beginning, that executes the newest version
     * of the workflow of which the run executed one.
     *
     * @throws RunOfNoWorkflow when it executed a graph of its own
     * @throws InputRefused when the input does not fit the newest version
     */
    @Requires(Permission.RUNS_WRITE)
    public RunHead restartNewest(Actor by, UUID id, @Nullable RunKey key, Trace trace) {
        var run = get(by.tenant(), id);
        var head = run.head();
        if (head.workflow() == null) {
            throw new RunOfNoWorkflow(head.id());
        }
        var newest = workflows.find(by.tenant(), head.workflow().workflow().toString(), null);
        return restart(
                by,
                head,
                newest.json(),
                new WorkflowRef(newest.id().workflowId(), newest.id().number()),
                key,
                trace);
    }

    /** Begins another run with the same graph and input, from its beginning. */
    @Requires(Permission.RUNS_WRITE)
    public RunHead restart(Actor by, UUID id, @Nullable RunKey key, Trace trace) {
        var run = get(by.tenant(), id);
        var head = run.head();
        return restart(
                by, head, graphs.json(by.tenant(), head.graph()), head.workflow(), key, trace);
    }

    private RunHead restart(
            Actor by,
            RunHead head,
            String graph,
            @Nullable WorkflowRef workflow,
            @Nullable RunKey key,
            Trace trace) {
        return starter.start(
                by,
                NewRun.of(
                                head.title(),
                                graph,
                                workflow,
                                journals.inputOf(head.id())
                                        .orElseThrow(() -> new RunNotBegun(head.id())),
                                head.priority(),
                                key,
                                trace)
                        .upTo(head.givenCap())
                        .from(ForkedFrom.restart(head.id().value())));
    }

    private Run get(TenantId tenant, UUID id) {
        return runs.find(new RunId(tenant, id)).orElseThrow(() -> new RunNotFound(id));
    }
}
