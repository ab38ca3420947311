package dev.baton.run;

import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunState;
import dev.baton.tenant.Actor;
import dev.baton.workflow.PublishedGraph;
import dev.baton.workflow.WorkflowShelf;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Begins runs anew as other runs whose steps are given what was recorded, as long as they act with
 * the same. The signals that the first one got are there from the beginning.
 */
@Component
class Replays {

    private static final int PAGE = 100;

    private final Journals journals;
    private final RunGraphs graphs;
    private final WorkflowShelf workflows;
    private final RunStarter starter;
    private final Clock clock;

    Replays(
            Journals journals,
            RunGraphs graphs,
            WorkflowShelf workflows,
            RunStarter starter,
            Clock clock) {
        this.journals = journals;
        this.graphs = graphs;
        this.workflows = workflows;
        this.starter = starter;
        this.clock = clock;
    }

    /**
     * @param source that has ended
     */
    RunHead replay(Actor by, Run source, NewReplay wanted) {
        var known = starter.known(by, wanted.key());
        if (known.isPresent()) {
            return known.get();
        }
        var head = source.head();
        var newest = wanted.newestVersion() ? newest(by, head) : null;
        var run =
                NewRun.of(
                                wanted.title() == null ? head.title() : wanted.title(),
                                graph(by, head, wanted.graph(), newest),
                                workflow(head, wanted.graph(), newest),
                                input(head, wanted.input()),
                                head.priority(),
                                wanted.key(),
                                wanted.trace())
                        .upTo(head.givenCap());
        var from = ForkedFrom.replay(head, wanted.after(), Starter.of(by), wanted.reason());
        return begin(by, run.from(from));
    }

    /** Begins one of a run that a step began, for a step of a replay. */
    void begin(Actor by, Run source, NewRun run, AfterDivergence after) {
        begin(by, run.from(ForkedFrom.replay(source.head(), after, Starter.of(by), null)));
    }

    private RunHead begin(Actor by, NewRun run) {
        var kept = graphs.keep(by.tenant(), run.graph());
        var findings = InputCheck.findings(kept.index().graph(), run.input());
        if (!findings.isEmpty()) {
            throw new InputRefused(findings);
        }
        var now = clock.instant();
        var head = RunHead.of(by, run, kept.hash(), now);
        var moves = beginning(Recordings.source(head), run.input(), now);
        var state = new RunState(kept.index());
        moves.forEach(move -> move.events().forEach(event -> state.apply(event, now)));
        return starter.fork(by, head, moves, state, run.key());
    }

    private PublishedGraph newest(Actor by, RunHead head) {
        if (head.workflow() == null) {
            throw new RunOfNoWorkflow(head.id());
        }
        return workflows.find(by.tenant(), head.workflow().workflow().toString(), null);
    }

    private String graph(
            Actor by, RunHead head, @Nullable String wanted, @Nullable PublishedGraph newest) {
        if (wanted != null) {
            return wanted;
        }
        return newest == null ? graphs.json(by.tenant(), head.graph()) : newest.json();
    }

    private static @Nullable WorkflowRef workflow(
            RunHead head, @Nullable String wanted, @Nullable PublishedGraph newest) {
        if (wanted != null) {
            return null;
        }
        return newest == null ? head.workflow() : WorkflowRef.of(newest.id());
    }

    private Map<String, Object> input(RunHead head, @Nullable Map<String, Object> wanted) {
        return wanted != null
                ? wanted
                : journals.inputOf(head.id()).orElseThrow(() -> new RunNotBegun(head.id()));
    }

    private List<JournalEntry.Move> beginning(
            RunId source, Map<String, Object> input, Instant now) {
        var moves = new ArrayList<JournalEntry.Move>();
        moves.add(new JournalEntry.Move(now, List.of(new RunEvent.RunStarted(input))));
        var version = 0;
        for (var page = journals.after(source, 0, PAGE);
                !page.isEmpty();
                page = journals.after(source, version, PAGE)) {
            page.forEach(
                    entry ->
                            entry.moves().stream()
                                    .flatMap(move -> move.events().stream())
                                    .filter(RunEvent.SignalReceived.class::isInstance)
                                    .map(signal -> new JournalEntry.Move(now, List.of(signal)))
                                    .forEach(moves::add));
            version = page.getLast().version();
        }
        return moves;
    }
}
