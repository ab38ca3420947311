package dev.baton.run;

import dev.baton.platform.Page;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.NotFound;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.WorkflowShelf;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs: begun and looked up. What is wanted of one that is under way goes through {@link
 * RunControl}, what is to begin from one through {@link RunSuccessors}.
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

    private final RunStarter starter;
    private final Runs runs;
    private final RunSearch search;
    private final Divergences divergences;
    private final WorkflowShelf workflows;

    RunDesk(
            RunStarter starter,
            Runs runs,
            RunSearch search,
            Divergences divergences,
            WorkflowShelf workflows) {
        this.starter = starter;
        this.runs = runs;
        this.search = search;
        this.divergences = divergences;
        this.workflows = workflows;
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

    /** Where a replay began to go its own way; empty where it has not, and for other runs. */
    @Transactional(readOnly = true)
    public Optional<Divergence> divergence(Run run) {
        return run.head().replay() == null ? Optional.empty() : divergences.find(run.id());
    }

    /** The run that a run comes from; empty where it comes from none, or that one is forgotten. */
    @Transactional(readOnly = true)
    public Optional<Run> origin(Run run) {
        var from = run.head().forkedFrom();
        return from == null
                ? Optional.empty()
                : runs.find(new RunId(run.id().tenant(), from.run()));
    }

    /**
     * The id of the run that a run comes from.
     *
     * @throws BadInput when it comes from none, or that one is forgotten
     */
    @Transactional(readOnly = true)
    public UUID comesFrom(TenantId tenant, UUID id) {
        return origin(get(tenant, id))
                .map(run -> run.id().value())
                .orElseThrow(
                        () ->
                                new BadInput(
                                        "other_run_required",
                                        "with: the run comes from no other that is kept.",
                                        new FieldProblem(
                                                "with", "required", "the id of another run")));
    }

    /** Runs that come from a run, the newest first. */
    @Transactional(readOnly = true)
    public List<Run> forks(TenantId tenant, UUID id, int limit) {
        return runs.forks(new RunId(tenant, id), limit);
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
}
