package dev.baton.run;

import dev.baton.event.Event;
import dev.baton.event.FeedListener;
import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunState;
import dev.baton.work.Claim;
import dev.baton.work.InstanceId;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The runs that this instance executes now. */
@Component
class Executions implements FeedListener, SmartLifecycle {

    /**
     * How often a run may be taken over without anything having happened: it may be what its
     * instances die of.
     */
    private static final int MOST_TAKEOVERS = 10;

    /** Rows of a journal, of which a few are large. */
    private static final int PAGE = 100;

    private final Map<RunId, Execution> here = new ConcurrentHashMap<>();
    private final RunContext context;
    private final Steps steps;
    private final RunGraphs graphs;
    private final Journals journals;
    private final InstanceId instance;
    private volatile boolean running;

    Executions(
            RunContext context,
            Steps steps,
            RunGraphs graphs,
            Journals journals,
            InstanceId instance) {
        this.context = context;
        this.steps = steps;
        this.graphs = graphs;
        this.journals = journals;
        this.instance = instance;
    }

    /** A run that begins here; nothing happens before its first commit is handed over. */
    Execution create(RunHead head, Claim claim) {
        var state = new RunState(graphs.get(head.id().tenant(), head.graph()));
        return new Execution(
                head,
                claim,
                state,
                0,
                context,
                steps,
                progress(head, context.clock().instant(), 0));
    }

    private Progress progress(RunHead head, Instant toldAt, int toldVersion) {
        return new Progress(
                head,
                context.clock(),
                () -> context.tenants().get(head.id().tenant()).currency(),
                toldAt,
                toldVersion);
    }

    /** The run is owned: what is wanted of it finds it here until it is over. */
    void add(Execution execution) {
        var id = execution.head().id();
        here.put(id, execution);
        execution.over().whenComplete((_, _) -> here.remove(id, execution));
        context.work()
                .whenLost(execution.claim(), () -> Thread.startVirtualThread(execution::lost));
        if (!running) {
            execution.leaveSoon();
        }
    }

    /** Goes on with a run from its journal. */
    Execution resume(Run run, Claim claim) {
        var head = run.head();
        var index = graphs.get(head.id().tenant(), head.graph());
        var kept =
                context.snapshots()
                        .latest(head.id(), index, Integer.MAX_VALUE)
                        .orElseGet(
                                () ->
                                        new Snapshots.Kept(
                                                0, context.clock().instant(), new RunState(index)));
        var state = kept.state();
        var version = kept.version();
        var takeovers = 0;
        var last = kept.at();
        for (var page = read(head.id(), version);
                !page.isEmpty();
                page = read(head.id(), version)) {
            for (var entry : page) {
                takeovers = isTakeOverOnly(entry) ? takeovers + 1 : 0;
                for (var move : entry.moves()) {
                    move.events().forEach(event -> state.apply(event, move.at()));
                    last = move.at();
                }
                version = entry.version();
            }
        }
        var leftInOrder = claim.attempt() == 1;
        var broken = version == 0 ? claim.attempt() - 1 : takeovers;
        if (broken >= MOST_TAKEOVERS) {
            throw new PoisonedRun(head.id(), broken);
        }
        var execution =
                new Execution(
                        head, claim, state, version, context, steps, progress(head, last, version));
        steps.resume(head);
        add(execution);
        if (version == 0) {
            execution.start(input(head));
        } else {
            execution.resume(run.status(), leftInOrder ? null : instance.value());
        }
        return execution;
    }

    private List<JournalEntry> read(RunId run, int after) {
        return journals.after(run, after, PAGE);
    }

    private static boolean isTakeOverOnly(JournalEntry entry) {
        return entry.moves().stream()
                .flatMap(move -> move.events().stream())
                .allMatch(RunEvent.TakenOver.class::isInstance);
    }

    private Map<String, Object> input(RunHead head) {
        return journals.input(head.id())
                .orElseThrow(
                        () -> new IllegalStateException("Run " + head.id() + " has no beginning"));
    }

    @Nullable Execution find(RunId run) {
        return here.get(run);
    }

    Collection<Execution> all() {
        return here.values();
    }

    int count() {
        return here.size();
    }

    @Override
    public void on(List<Event> events) {
        for (var event : events) {
            if (event.type().equals(RunEvents.COMMANDED.name())) {
                var execution = here.get(new RunId(event.tenant(), event.subject()));
                if (execution != null) {
                    Thread.startVirtualThread(execution::look);
                }
            }
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** What is under way may end within the time that the queue gives; the rest is repeated. */
    @Override
    public void stop() {
        running = false;
        here.values().forEach(Execution::leaveSoon);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Together with the queue, which waits for what is under way. */
    @Override
    public int getPhase() {
        return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE + 1;
    }

    /** Instance after instance died with the run, or could do nothing with it. */
    static final class PoisonedRun extends RuntimeException {

        PoisonedRun(RunId run, int takeovers) {
            super(
                    "Run %s was taken over %d times and nothing came of it."
                            .formatted(run, takeovers));
        }
    }
}
