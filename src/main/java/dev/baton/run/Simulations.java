package dev.baton.run;

import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.run.engine.GraphIndex;
import dev.baton.run.engine.StepPath;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.Graph;
import dev.baton.workflow.GraphReader;
import dev.baton.workflow.RecordedSamples;
import dev.baton.workflow.Step;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowRegistry;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Plays workflows as a run would carry them out: conditions, branches, loops and expressions are
 * computed, waits are leapt over, and whatever acts gives a sample. Nobody is asked and nothing is
 * written.
 */
@Service
public class Simulations implements RecordedSamples {

    /** Of an input, and of what one step gives, as JSON. */
    static final int LARGEST = 1_048_576;

    /** Steps of an earlier run that samples are taken from. */
    private static final int MOST_RECORDED = 200;

    private static final int LARGEST_RECORDED = 20_000;

    /** Runs that are looked at for one that has ended. */
    private static final int MOST_LOOKED_AT = 10;

    private static final String UNDO = "undo:";

    /**
     * What a simulation begins with when nothing else is given.
     *
     * @param recorded id of the run that its input and samples are of; null for none
     */
    public record Setup(
            Graph graph, Map<String, Object> input, Samples samples, @Nullable UUID recorded) {

        /** The steps whose results somebody may give. */
        public List<Step> acting() {
            return Samples.acting(graph);
        }
    }

    private final WorkflowRegistry workflows;
    private final RunDesk desk;
    private final RunHistory history;
    private final Clock clock;

    Simulations(WorkflowRegistry workflows, RunDesk desk, RunHistory history, Clock clock) {
        this.workflows = workflows;
        this.desk = desk;
        this.history = history;
        this.clock = clock;
    }

    /**
     * Of a workflow: what its last run that has ended recorded where the actor may read runs, else
     * what its graph's schemas say.
     *
     * @param version number of a version; null for the draft
     * @throws dev.baton.workflow.GraphRefused when the graph has findings
     */
    @Requires(Permission.WORKFLOWS_READ)
    public Setup setup(WorkflowId id, @Nullable Integer version, Actor by) {
        var workflow = workflows.get(id, by);
        // What was published before types were looked at is run all the same.
        var reading =
                version == null
                        ? GraphReader.check(workflow.draft().graph())
                        : GraphReader.read(workflows.version(id, version, by).graph());
        return setup(id, reading.orRefuse(), by);
    }

    /**
     * Of a graph that is to become the workflow's.
     *
     * @throws dev.baton.workflow.GraphRefused when the graph has findings
     */
    @Requires(Permission.WORKFLOWS_READ)
    public Setup setup(WorkflowId id, Map<String, Object> graph, Actor by) {
        workflows.get(id, by);
        return setup(id, GraphReader.check(graph).orRefuse(), by);
    }

    private Setup setup(WorkflowId id, Graph graph, Actor by) {
        var run = by.may(Permission.RUNS_READ) ? lastOf(id) : Optional.<Run>empty();
        return run.map(last -> setup(graph, last))
                .orElseGet(() -> new Setup(graph, Samples.input(graph), Samples.none(), null));
    }

    private Setup setup(Graph graph, Run run) {
        var input = history.input(run).orElse(Map.of());
        return new Setup(
                graph,
                InputCheck.findings(graph, input).isEmpty() ? input : Samples.input(graph),
                Samples.recorded(graph, steps(run)),
                run.id().value());
    }

    @Override
    @Requires(Permission.WORKFLOWS_READ)
    public Optional<Recorded> last(WorkflowId workflow, Actor by) {
        return by.may(Permission.RUNS_READ)
                ? lastOf(workflow).map(this::recorded)
                : Optional.empty();
    }

    private Recorded recorded(Run run) {
        var results = new LinkedHashMap<String, @Nullable Object>();
        for (var step : steps(run)) {
            if (step.status() == StepStatus.COMPLETED && !step.path().startsWith(UNDO)) {
                results.putIfAbsent(StepPath.of(step.path()).id(), step.result());
            }
        }
        return new Recorded(history.input(run).orElse(Map.of()), results);
    }

    private List<StepRecord> steps(Run run) {
        var steps = new ArrayList<StepRecord>();
        for (var step : history.steps(run.id().tenant(), run.id().value(), 0, MOST_RECORDED)) {
            if (letters(step.result()) <= LARGEST_RECORDED) {
                steps.add(step);
            }
        }
        return steps;
    }

    private Optional<Run> lastOf(WorkflowId id) {
        return desk
                .list(id.tenant(), RunFilter.executing(id.value()), null, MOST_LOOKED_AT)
                .data()
                .stream()
                .filter(run -> run.status().isFinal())
                .findFirst();
    }

    /**
     * Plays it.
     *
     * @param input null for the one that the setup has
     * @param given what steps give, by path or id
     * @throws InputRefused when the input does not fit the graph
     */
    @Requires(Permission.WORKFLOWS_READ)
    public Simulation simulate(
            Setup setup, @Nullable Map<String, Object> input, Map<String, Sample> given, Actor by) {
        var with = input == null ? setup.input() : input;
        requireRoom("input", with);
        requireKnown(setup.graph(), given);
        var findings = InputCheck.findings(setup.graph(), with);
        if (!findings.isEmpty()) {
            throw new InputRefused(findings);
        }
        var now = clock.instant();
        var run =
                Map.<String, Object>of(
                        "id",
                        new UUID(0, 0).toString(),
                        "created_at",
                        now.toString(),
                        "started_by",
                        by.name());
        return new Simulator(
                        new GraphIndex(setup.graph()),
                        setup.samples().with(given),
                        run,
                        now,
                        System::nanoTime)
                .play(with);
    }

    private static void requireKnown(Graph graph, Map<String, Sample> given) {
        var ids = Samples.acting(graph).stream().map(Step::id).collect(Collectors.toSet());
        var undone = Samples.undone(graph);
        given.forEach(
                (key, sample) -> {
                    var field = "outputs." + key;
                    var isUndo = key.startsWith(UNDO);
                    var id = StepPath.of(isUndo ? key.substring(UNDO.length()) : key).id();
                    if (!(isUndo ? undone : ids).contains(id)) {
                        throw invalid(
                                field, "unknown", "the graph has no step of this name that acts");
                    }
                    requireRoom(field, sample.result());
                });
    }

    /**
     * Whether JSON that somebody typed is over 1 MB: a letter beyond the plain ones is several
     * bytes.
     */
    public static boolean isTooLarge(String json) {
        return json.length() > LARGEST || json.getBytes(StandardCharsets.UTF_8).length > LARGEST;
    }

    private static void requireRoom(String field, @Nullable Object value) {
        if (letters(value) > LARGEST) {
            throw invalid(
                    field, "too_long", "as JSON, at most %d letters (1 MB)".formatted(LARGEST));
        }
    }

    private static int letters(@Nullable Object value) {
        return JsonValues.mapper().writeValueAsString(value).length();
    }

    private static BadInput invalid(String field, String code, String message) {
        return new BadInput(
                "invalid_request",
                field + ": " + message + ".",
                new FieldProblem(field, code, message));
    }
}
