package dev.baton.run;

import dev.baton.platform.Page;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.NotFound;
import dev.baton.platform.trace.Trace;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.work.Priority;
import dev.baton.workflow.WorkflowShelf;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Runs: begun, looked up, and told what is wanted of them. What is wanted is durable when a method
 * returns; whoever executes the run takes it in within a second.
 */
@Service
public class RunDesk {

    /** Runs of one status that are counted at most. */
    public static final int MOST_COUNTED = 1_000;

    /** Runs that are looked at for a page of a narrow filter. */
    public static final int MOST_TESTED = RunSearch.TESTED;

    /** Of an input, those in which words are looked for: what its values say first. */
    public static final int LETTERS_OF_INPUT = InputWords.LETTERS;

    private static final UUID LAST = new UUID(-1L, -1L);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final RunStarter starter;
    private final Runs runs;
    private final RunSearch search;
    private final Journals journals;
    private final RunGraphs graphs;
    private final Forks forks;
    private final RunCommands commands;
    private final RunKeys keys;
    private final Executions executions;
    private final RunEnds ends;
    private final RunPriorities priorities;
    private final WorkflowShelf workflows;
    private final RetryingTransactions transactions;

    RunDesk(
            RunStarter starter,
            Runs runs,
            RunSearch search,
            Journals journals,
            RunGraphs graphs,
            Forks forks,
            RunCommands commands,
            RunKeys keys,
            Executions executions,
            RunEnds ends,
            RunPriorities priorities,
            WorkflowShelf workflows,
            RetryingTransactions transactions) {
        this.starter = starter;
        this.runs = runs;
        this.search = search;
        this.journals = journals;
        this.graphs = graphs;
        this.forks = forks;
        this.commands = commands;
        this.keys = keys;
        this.executions = executions;
        this.ends = ends;
        this.priorities = priorities;
        this.workflows = workflows;
        this.transactions = transactions;
    }

    /**
     * Begins a run, or finds the one that was begun with the same idempotency key. It is durable
     * when this returns.
     *
     * @throws dev.baton.workflow.GraphRefused when the graph cannot be run
     * @throws InputRefused when the input does not fit the graph
     */
    @Requires(Permission.RUNS_WRITE)
    public RunHead start(Actor by, NewRun run) {
        return starter.start(by, run);
    }

    /**
     * The run that was begun with a key before; empty for a new key, or none.
     *
     * @throws RunKeyReused when the key came with another request
     */
    @Requires(Permission.RUNS_WRITE)
    public Optional<RunHead> begunWith(Actor by, @Nullable RunKey key) {
        return starter.known(by, key);
    }

    @Transactional(readOnly = true)
    public Run get(TenantId tenant, UUID id) {
        return runs.find(new RunId(tenant, id)).orElseThrow(() -> new RunNotFound(id));
    }

    /**
     * Newest first. A page of a narrow filter may have fewer than there are, or none, and still go
     * on: so many are looked at for one.
     *
     * @param after cursor of the page before; null for the first page
     */
    @Transactional(readOnly = true)
    public Page<Run> list(TenantId tenant, RunFilter filter, @Nullable UUID after, int limit) {
        return search.page(tenant, filter, after, limit);
    }

    /** Codes of the runs that failed last, by name. */
    @Transactional(readOnly = true)
    public List<String> errors(TenantId tenant) {
        return search.errors(tenant);
    }

    /** Where several runs stand; those that are not known any more are left out. */
    @Transactional(readOnly = true)
    public Map<UUID, RunStatus> statuses(TenantId tenant, Collection<UUID> ids) {
        return runs.statuses(tenant, ids);
    }

    /**
     * How many runs of each status began in the filter's time; more than {@link #MOST_COUNTED} are
     * not told apart.
     */
    @Transactional(readOnly = true)
    public Map<RunStatus, Integer> count(TenantId tenant, RunFilter filter) {
        return runs.count(tenant, filter.from(), filter.to(), LAST, MOST_COUNTED + 1);
    }

    /** What a request led to, in the order in which it began. */
    @Transactional(readOnly = true)
    public List<Run> ofTrace(TenantId tenant, String traceId, int limit) {
        return runs.ofTrace(tenant, traceId, limit);
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
     * The run that a run goes on from; empty where it goes on from none, or that one is forgotten.
     */
    @Transactional(readOnly = true)
    public Optional<Run> origin(Run run) {
        var from = run.head().forkedFrom();
        return from == null
                ? Optional.empty()
                : runs.find(new RunId(run.id().tenant(), from.run()));
    }

    /** Runs that go on from a run, the newest first. */
    @Transactional(readOnly = true)
    public List<Run> forks(TenantId tenant, UUID id, int limit) {
        return runs.forks(new RunId(tenant, id), limit);
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

    /**
     * The newest version of the workflow of which a run executed an older one; empty where there is
     * none, or none can be run.
     */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public Optional<Integer> newerVersion(Run run) {
        var executed = run.head().workflow();
        if (executed == null) {
            return Optional.empty();
        }
        try {
            var newest =
                    workflows.find(run.id().tenant(), executed.workflow().toString(), null).id();
            return Optional.of(newest.number()).filter(number -> number > executed.version());
        } catch (NotFound | Conflict notRunnable) {
            return Optional.empty();
        }
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
                        .upTo(head.givenCap()));
    }

    /** Ends a run that has not ended, whatever is under way; what it did is not undone. */
    @Requires(Permission.RUNS_WRITE)
    public void cancel(Actor by, UUID id, String reason) {
        send(by, id, new RunCommand.Cancel(by.name(), reason), null);
    }

    /** What is under way ends, nothing new begins. */
    @Requires(Permission.RUNS_WRITE)
    public void pause(Actor by, UUID id, String reason) {
        send(by, id, new RunCommand.Pause(by.name(), reason), null);
    }

    @Requires(Permission.RUNS_WRITE)
    public void resume(Actor by, UUID id) {
        send(by, id, new RunCommand.Resume(by.name()), null);
    }

    /**
     * Makes a run more or less urgent. One that waits for its turn is chosen by that from now on;
     * one that is executed is not interrupted, and is chosen by it after its next wait. So are the
     * runs that its steps begin from now on; those that they have begun stay as they are.
     *
     * @throws RunEnded when it has ended
     */
    @Requires(Permission.RUNS_WRITE)
    public void setPriority(Actor by, UUID id, Priority priority) {
        priorities.set(new RunId(by.tenant(), id), priority);
    }

    /**
     * Goes to the step that waits for it, or is kept for one that will; under a key once, however
     * often it comes.
     *
     * @throws RunKeyReused when the key came with another signal
     */
    @Requires(Permission.RUNS_WRITE)
    public void signal(
            Actor by, UUID id, String name, @Nullable Object payload, @Nullable RunKey key) {
        if (starter.known(by, key).isPresent()) {
            return;
        }
        try {
            send(by, id, new RunCommand.Signal(name, payload), key);
        } catch (DuplicateKeyException sentMeanwhile) {
            starter.known(by, key).orElseThrow(() -> sentMeanwhile);
        }
    }

    /**
     * Changes variables of a run.
     *
     * @param values a null removes a variable
     */
    @Requires(Permission.RUNS_WRITE)
    public void set(Actor by, UUID id, Map<String, @Nullable Object> values) {
        requireSome(values);
        send(by, id, new RunCommand.SetVariables(by.name(), values, null), null);
    }

    /**
     * Changes variables of a run that is at a version, and waits until it is known whether it was
     * at that when they were to be set.
     *
     * @param values a null removes a variable
     * @return whether they are set; false where that is still open when the patience is over. They
     *     are set later then, if the run is at that version still
     * @throws RunMovedOn when the run is at another version, and they are not set
     */
    @Requires(Permission.RUNS_WRITE)
    public boolean setAt(
            Actor by,
            UUID id,
            long version,
            Map<String, @Nullable Object> values,
            Duration patience)
            throws InterruptedException {
        requireSome(values);
        var run = requireOpen(by, id).id();
        requireVersion(run, version);
        try (var wait = ends.of(run)) {
            var seen = Math.toIntExact(version);
            var command = send(by, id, new RunCommand.SetVariables(by.name(), values, seen), null);
            if (!await(wait, patience, () -> !commands.waits(run, command))) {
                return false;
            }
            if (!journals.isSetBy(run, seen + 1, command)) {
                throw new RunMovedOn(journals.last(run));
            }
            return true;
        }
    }

    private static void requireSome(Map<String, @Nullable Object> values) {
        if (values.isEmpty()) {
            throw new BadInput("invalid_request", "variables: name at least one.");
        }
    }

    private void requireVersion(RunId run, long version) {
        var last = journals.last(run);
        if (version != last) {
            throw new RunMovedOn(last);
        }
    }

    /**
     * Waits a little until whoever executes the run has taken in what was wanted of it, so that who
     * looks at it next sees that.
     */
    @Requires(Permission.RUNS_WRITE)
    public void awaitTaken(Actor by, UUID id, Duration patience) throws InterruptedException {
        var run = new RunId(by.tenant(), id);
        try (var wait = ends.of(run)) {
            await(wait, patience, () -> commands.awaited(List.of(run)).isEmpty());
        }
    }

    private static boolean await(RunEnds.Wait wait, Duration patience, BooleanSupplier come)
            throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (!come.getAsBoolean()) {
            if (System.nanoTime() >= end || !wait.await(LOOK_AGAIN)) {
                return come.getAsBoolean();
            }
        }
        return true;
    }

    private Run requireOpen(Actor by, UUID id) {
        var run = get(by.tenant(), id);
        if (run.status().isFinal()) {
            throw new RunEnded(run.id(), run.status());
        }
        return run;
    }

    /**
     * @param key that it is sent under once; null for none
     * @return id of the command
     */
    private UUID send(Actor by, UUID id, RunCommand command, @Nullable RunKey key) {
        var run = requireOpen(by, id).id();
        var sent =
                transactions.call(
                        () -> {
                            if (key != null) {
                                keys.add(run, key);
                            }
                            return commands.ask(run, command);
                        });
        var here = executions.find(run);
        if (here != null) {
            here.look();
        }
        return sent;
    }
}
