package dev.baton.run;

import dev.baton.run.Recording.Take;
import dev.baton.run.engine.RunEvent;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads what a run has done out of its journal. */
final class RecordingReader {

    /** What is read of a take so far. */
    private static final class Open {

        private final String path;
        private final String hash;
        private final int begunAt;
        private UUID call;
        private int endedAt;
        private int event;
        private int order;

        /** Another attempt with the same was due. */
        private boolean goesOn;

        Open(String path, String hash, int begunAt, UUID call) {
            this.path = path;
            this.hash = hash;
            this.begunAt = begunAt;
            this.call = call;
        }

        /** Nobody waited for it any more. */
        private boolean dropped;

        boolean hasEnded() {
            return endedAt > 0 && !goesOn;
        }
    }

    private final List<Open> steps = new ArrayList<>();
    private final List<Open> answers = new ArrayList<>();
    private final Map<String, Open> acting = new HashMap<>();
    private final Map<String, Open> asking = new HashMap<>();
    private int order;

    /** Of the event that is read, in its entry. */
    private int number;

    void read(JournalEntry entry) {
        number = 0;
        for (var move : entry.moves()) {
            for (var event : move.events()) {
                read(event, entry.version());
                number++;
            }
        }
    }

    private void read(RunEvent event, int version) {
        switch (event) {
            case RunEvent.StepStarted(var step, var _, var arguments, var call) -> {
                if (arguments == null) {
                    goOn(step, call);
                } else {
                    begin(step, arguments, version, call);
                }
            }
            case RunEvent.StepCompleted completed -> {
                end(acting.remove(completed.step()), version, false);
                dropInside(completed.step());
            }
            case RunEvent.StepFailed failed when failed.retryAt() != null ->
                    end(acting.get(failed.step()), version, true);
            case RunEvent.StepFailed failed -> {
                end(acting.remove(failed.step()), version, false);
                dropInside(failed.step());
            }
            case RunEvent.StepCancelled(var step, var _) -> {
                drop(acting.remove(step));
                dropInside(step);
            }
            case RunEvent.ScopeEnded(var scope, var _, var _) -> dropInside(scope);
            case RunEvent.Compensating _ -> dropInside("");
            case RunEvent.RunEnded(var how, var _, var _, var _) when how == RunStatus.FAILED ->
                    dropInside("");
            case RunEvent.ApprovalAsked(var step, var approval, var _, var arguments) ->
                    ask(step, arguments, version, approval);
            case RunEvent.ApprovalChanged changed -> forget(changed.step());
            case RunEvent.ApprovalAnswered answered ->
                    end(asking.get(answered.step()), version, false);
            default -> {}
        }
    }

    /** With the same as before; only what begins a run has another key. */
    private void goOn(String path, UUID call) {
        var open = acting.get(path);
        if (open != null) {
            open.call = call;
            open.endedAt = 0;
        }
    }

    /** Where something was under way there, another agent is asked instead. */
    private void begin(String path, Object arguments, int version, UUID call) {
        var begun = new Open(path, ArgumentsHash.of(arguments), version, call);
        var before = acting.put(path, begun);
        if (before != null) {
            before.goesOn = false;
        }
        steps.add(begun);
    }

    private void ask(String path, @Nullable Object arguments, int version, UUID approval) {
        var asked = new Open(path, ArgumentsHash.of(arguments), version, approval);
        asking.put(path, asked);
        answers.add(asked);
    }

    /** Somebody has changed what people were asked: their answer is not to that. */
    private void forget(String path) {
        var asked = asking.remove(path);
        if (asked != null) {
            answers.remove(asked);
        }
    }

    private static void drop(@Nullable Open open) {
        if (open != null) {
            open.dropped = true;
        }
    }

    /** What is still under way there is waited for no longer; everything for the empty path. */
    private void dropInside(String path) {
        acting.values()
                .removeIf(
                        open -> {
                            if (path.isEmpty() || open.path.startsWith(path + "/")) {
                                drop(open);
                                return true;
                            }
                            return false;
                        });
    }

    private void end(@Nullable Open open, int version, boolean goesOn) {
        if (open != null) {
            open.endedAt = version;
            open.event = number;
            open.order = ++order;
            open.goesOn = goesOn;
        }
    }

    Recording recording() {
        var turns = new HashMap<Open, Integer>();
        Stream.concat(steps.stream(), answers.stream())
                .filter(Open::hasEnded)
                .sorted(Comparator.comparingInt(open -> open.order))
                .forEach(open -> turns.put(open, turns.size()));
        return new Recording(takes(steps, turns), takes(answers, turns));
    }

    private static List<Take> takes(List<Open> all, Map<Open, Integer> turns) {
        return all.stream()
                .map(
                        open ->
                                new Take(
                                        open.path,
                                        open.hash,
                                        open.begunAt,
                                        open.call,
                                        open.hasEnded() ? open.endedAt : 0,
                                        open.event,
                                        turns.getOrDefault(open, -1),
                                        open.dropped))
                .toList();
    }
}
