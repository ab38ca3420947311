package dev.baton.run;

import dev.baton.run.engine.RunState;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The runs that a run has begun, and what it asks people. They need not go on with what it waits
 * for no longer.
 */
final class Dependents {

    private static final Needed NONE = new Needed(Map.of(), Map.of());

    private final RunHead head;
    private final RunState state;

    /** Whether it can have some at all. */
    private final boolean any;

    private final Set<UUID> settled = new HashSet<>();

    Dependents(RunHead head, RunState state) {
        this.head = head;
        this.state = state;
        this.any = state.index().hasDependents();
    }

    /**
     * By step.
     *
     * @param asked approvals
     * @param runs that were begun
     */
    record Needed(Map<String, UUID> asked, Map<String, UUID> runs) {}

    Needed needed() {
        return any ? new Needed(state.asked(), state.children()) : NONE;
    }

    /** A run or an approval has ended by itself. */
    void settled(UUID id) {
        if (any) {
            settled.add(id);
        }
    }

    /** Tells those that are not needed any more. */
    void drop(Needed before, Unwritten unwritten) {
        if (!any) {
            return;
        }
        var now = needed();
        before.asked().values().stream()
                .filter(id -> !now.asked().containsValue(id) && !settled.contains(id))
                .forEach(unwritten::withdraw);
        before.runs().values().stream()
                .filter(id -> !now.runs().containsValue(id) && !settled.contains(id))
                .forEach(id -> unwritten.wish(run(id), notNeeded()));
    }

    private RunId run(UUID id) {
        return new RunId(head.id().tenant(), id);
    }

    private RunCommand notNeeded() {
        return new RunCommand.Cancel("run " + head.id(), "not needed");
    }
}
