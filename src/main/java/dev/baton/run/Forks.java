package dev.baton.run;

import dev.baton.platform.Ids;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.run.engine.Fork;
import dev.baton.run.engine.Fork.Happened;
import dev.baton.run.engine.GraphIndex;
import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunState;
import dev.baton.tenant.Actor;
import dev.baton.workflow.GraphReader;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets runs go on as other runs: from a step, from a version, with other variables, another input
 * or a graph that is changed where nothing has been done yet. The run that one begins with stays as
 * it is.
 */
@Component
class Forks {

    private static final int PAGE = 1_000;

    private final Journals journals;
    private final RunGraphs graphs;
    private final RunStarter starter;
    private final Clock clock;

    Forks(Journals journals, RunGraphs graphs, RunStarter starter, Clock clock) {
        this.journals = journals;
        this.graphs = graphs;
        this.starter = starter;
        this.clock = clock;
    }

    RunHead fork(Actor by, Run source, NewFork wanted) {
        var known = starter.known(by, wanted.key());
        if (known.isPresent()) {
            return known.get();
        }
        var taken = taken(by, source, wanted.from());
        var graph = graph(by, source, wanted.from().graph(), taken.begun());
        var index = graphs.get(by.tenant(), graph);
        requireFitting(index, wanted.from().input());
        var now = clock.instant();
        var moves = moves(taken.kept().events(), wanted.from(), by, now);
        var state = state(index, moves);
        return starter.fork(
                by,
                head(by, source, wanted, graph, taken.version(), now),
                moves,
                state,
                wanted.key());
    }

    /** What the same would come to; nothing is kept. Empty where that is too long to look at. */
    Optional<ForkPreview> preview(Actor by, Run source, ForkPoint wanted) {
        var last = source.summary().version();
        var most = wanted.version() == null ? last : Math.min(wanted.version(), last);
        return most > ForkPreview.MOST_VERSIONS
                ? Optional.empty()
                : Optional.of(look(by, source, wanted));
    }

    private ForkPreview look(Actor by, Run source, ForkPoint wanted) {
        var taken = taken(by, source, wanted);
        var now = clock.instant();
        var index = taken.index();
        var state = taken.kept().state();
        if (wanted.graph() != null) {
            index = new GraphIndex(GraphReader.read(wanted.graph()).orRefuse());
            requireSame(by, source, wanted.graph(), taken.begun());
            state = state(index, moves(taken.kept().events(), wanted, by, now));
        } else if (!wanted.variables().isEmpty()) {
            state.apply(new RunEvent.VariablesSet(wanted.variables(), by.name()), now);
        }
        requireFitting(index, wanted.input());
        var steps =
                index.graph().scope().steps().stream()
                        .map(
                                step ->
                                        new ForkPreview.Step(
                                                step.id(),
                                                step.title(),
                                                step.action().kind(),
                                                taken.of(step.id()),
                                                taken.parts().get(step.id())))
                        .toList();
        return new ForkPreview(
                taken.version(), steps, state.variables(), taken.kept().savedNanos());
    }

    /**
     * What a run begins with.
     *
     * @param index of the graph of the other run
     * @param version that it is taken at
     * @param begun the run's own steps that something is kept of
     * @param over those of them that are not executed again at all
     * @param parts of those that are, but of which items or rounds are kept
     */
    private record Taken(
            GraphIndex index,
            int version,
            Fork.Kept kept,
            Set<String> begun,
            Set<String> over,
            Map<String, Fork.Part> parts) {

        ForkPreview.Fate of(String step) {
            if (over.contains(step)) {
                return ForkPreview.Fate.KEPT;
            }
            return begun.contains(step) ? ForkPreview.Fate.PARTLY : ForkPreview.Fate.ANEW;
        }
    }

    private Taken taken(Actor by, Run source, ForkPoint wanted) {
        var index = graphs.get(by.tenant(), source.head().graph());
        requireStep(index, wanted.fromStep());
        var read = journal(source, wanted.version());
        var fork = new Fork(index);
        var steps = wanted.fromStep() == null ? List.<String>of() : List.of(wanted.fromStep());
        var kept = fork.keep(read.events(), steps);
        if (kept.events().isEmpty()) {
            throw new RunNotBegun(source.id());
        }
        return new Taken(
                index, read.version(), kept, fork.begun(kept), fork.over(kept), fork.parts(kept));
    }

    private static void requireFitting(GraphIndex index, @Nullable Map<String, Object> input) {
        var findings =
                input == null ? List.<FieldProblem>of() : InputCheck.findings(index.graph(), input);
        if (!findings.isEmpty()) {
            throw new InputRefused(findings);
        }
    }

    private static RunState state(GraphIndex index, List<JournalEntry.Move> moves) {
        var state = new RunState(index);
        moves.forEach(move -> move.events().forEach(event -> state.apply(event, move.at())));
        return state;
    }

    private static void requireStep(GraphIndex index, @Nullable String step) {
        if (step != null
                && index.graph().scope().steps().stream().noneMatch(it -> it.id().equals(step))) {
            throw new BadInput(
                    "step_unknown",
                    "from_step: the run has no step '" + step + "' of its own.",
                    new FieldProblem("from_step", "unknown", "the id of a step of the run itself"));
        }
    }

    /**
     * What has happened to a run.
     *
     * @param version the last one of that
     */
    private record Read(List<Happened> events, int version) {}

    /**
     * @param wanted the last version to read; null for all
     */
    private Read journal(Run source, @Nullable Integer wanted) {
        if (wanted != null && wanted < 1) {
            throw unknown(source.summary().version());
        }
        var most = wanted == null ? Integer.MAX_VALUE : wanted;
        var all = new ArrayList<Happened>();
        var last = 0;
        for (var page = read(source, last); !page.isEmpty(); page = read(source, last)) {
            for (var entry : page) {
                if (entry.version() > most) {
                    return new Read(all, last);
                }
                for (var move : entry.moves()) {
                    move.events().forEach(event -> all.add(new Happened(move.at(), event)));
                }
                last = entry.version();
            }
        }
        if (wanted != null && last > 0 && wanted > last) {
            throw unknown(last);
        }
        return new Read(all, last);
    }

    private static BadInput unknown(int last) {
        return new BadInput(
                "version_unknown",
                "version: the run has versions 1 to %d.".formatted(last),
                new FieldProblem("version", "unknown", "from 1 to " + last));
    }

    private List<JournalEntry> read(Run source, int after) {
        return journals.after(source.id(), after, PAGE);
    }

    /** The hash of the graph that the new run executes. */
    private String graph(Actor by, Run source, @Nullable String wanted, Set<String> done) {
        if (wanted == null) {
            return source.head().graph();
        }
        var kept = graphs.keep(by.tenant(), wanted);
        requireSame(by, source, wanted, done);
        return kept.hash();
    }

    private void requireSame(Actor by, Run source, String graph, Set<String> done) {
        var before = steps(graphs.json(by.tenant(), source.head().graph()));
        var after = steps(graph);
        var changed = new TreeSet<String>();
        for (var step : done) {
            if (!Objects.equals(before.get(step), after.get(step))) {
                changed.add(step);
            }
        }
        if (!changed.isEmpty()) {
            throw new StepsDone(changed);
        }
    }

    private static Map<String, JsonNode> steps(String graph) {
        var steps = new HashMap<String, JsonNode>();
        for (var step : JsonValues.mapper().readTree(graph).path("steps")) {
            steps.put(step.path("id").asString(), step);
        }
        return steps;
    }

    /** One move for what happened at one moment; the new run begins now. */
    private static List<JournalEntry.Move> moves(
            List<Happened> kept, ForkPoint wanted, Actor by, Instant now) {
        var moves = new ArrayList<JournalEntry.Move>();
        var events = new ArrayList<RunEvent>();
        var at = now;
        for (var one : kept) {
            var when = one.event() instanceof RunEvent.RunStarted ? now : one.at();
            if (!when.equals(at) && !events.isEmpty()) {
                moves.add(new JournalEntry.Move(at, List.copyOf(events)));
                events.clear();
            }
            at = when;
            events.add(
                    one.event() instanceof RunEvent.RunStarted && wanted.input() != null
                            ? new RunEvent.RunStarted(wanted.input())
                            : one.event());
        }
        moves.add(new JournalEntry.Move(at, List.copyOf(events)));
        if (!wanted.variables().isEmpty()) {
            moves.add(
                    new JournalEntry.Move(
                            now,
                            List.of(new RunEvent.VariablesSet(wanted.variables(), by.name()))));
        }
        return moves;
    }

    private static RunHead head(
            Actor by, Run source, NewFork wanted, String graph, int version, Instant now) {
        var head = source.head();
        return new RunHead(
                new RunId(by.tenant(), Ids.next()),
                wanted.title() == null ? head.title() : wanted.title(),
                graph,
                wanted.from().graph() == null ? head.workflow() : null,
                null,
                ForkedFrom.fork(head.id().value(), version, wanted.reason()),
                head.priority(),
                head.costCap(),
                Starter.of(by),
                wanted.trace().traceId(),
                wanted.trace().correlation(),
                now);
    }
}
