package dev.baton.run;

import dev.baton.run.engine.GraphIndex;
import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunEvent.Use;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Reads the steps of a run out of its journal: those that have begun, in the order they did. What
 * they acted with and gave stays in the journal; it is known where.
 */
final class StepRecords {

    /** Steps that are told, and one more that shows there are. */
    static final int MOST = RunHistory.MOST_STEPS + 1;

    private final Map<String, Building> steps = new LinkedHashMap<>();

    /** Of the entry that is read. */
    private int version;

    private @Nullable Instant begunAt;
    private @Nullable Instant firstStepAt;
    private @Nullable Instant lastStepAt;
    private @Nullable Instant writtenAt;
    private int begun;
    private int choices;
    private int timedChoices;
    private long choosingMicros;

    /**
     * @param index of the graph that the run executes
     */
    List<StepRecord> all(GraphIndex index) {
        return steps.values().stream().map(step -> step.done(index)).toList();
    }

    /** When the phases of the run were, as far as it is read. */
    RunPhases phases() {
        return new RunPhases(
                begun,
                firstStepAt,
                lastStepAt,
                choices,
                timedChoices,
                Duration.of(choosingMicros, ChronoUnit.MICROS),
                writtenAt);
    }

    /** The versions under which the journal has what a step acted with last and what it gave. */
    IntStream told(String path) {
        var step = steps.get(path);
        return step == null
                ? IntStream.empty()
                : IntStream.of(step.argumentsAt, step.resultAt).filter(version -> version > 0);
    }

    void apply(JournalEntry entry) {
        version = entry.version();
        for (var move : entry.moves()) {
            move.events().forEach(event -> apply(event, move.at()));
            writtenAt = later(writtenAt, move.at());
        }
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }

    /** What was before its beginning is told of the run that it goes on from. */
    private boolean isOwn(Instant at) {
        return begunAt == null || !at.isBefore(begunAt);
    }

    private void chosen(@Nullable Use use) {
        if (use == null
                || use.served() != null
                || use.agent() == null && use.choosingMicros() == null) {
            return;
        }
        choices++;
        if (use.choosingMicros() != null) {
            timedChoices++;
            choosingMicros += use.choosingMicros();
        }
    }

    private void apply(RunEvent event, Instant at) {
        switch (event) {
            case RunEvent.StepStarted started -> step(started.step()).started(started, at);
            case RunEvent.ContainerStarted(var step, var _) -> step(step).opened(at);
            case RunEvent.ApprovalAsked(var step, var approval, var _, var _) ->
                    step(step).asked(approval, at);
            case RunEvent.ApprovalChanged(var step, var _, var approval, var _, var _, var _) ->
                    step(step).asked(approval, at);
            case RunEvent.ApprovalAnswered(var step, var _, var _, var hash) ->
                    step(step).answered(hash, at);
            case RunEvent.StepWaiting waiting -> step(waiting.step()).waiting(waiting, at);
            case RunEvent.StepDelayed delayed -> {
                chosen(delayed.use());
                step(delayed.step()).delayed(delayed);
            }
            case RunEvent.StepCompleted completed -> {
                cancelDropped(completed.step(), at);
                step(completed.step()).completed(completed, at);
            }
            case RunEvent.StepFailed failed -> {
                if (failed.retryAt() == null) {
                    cancelDropped(failed.step(), at);
                }
                step(failed.step()).failed(failed, at);
            }
            case RunEvent.StepSkipped(var step, var why) -> step(step).skipped(why, at);
            case RunEvent.StepCancelled(var step, var _) -> {
                cancelDropped(step, at);
                step(step).cancelled(at);
            }
            case RunEvent.ScopeEnded(var scope, var _, var error) -> {
                if (error != null) {
                    cancelInside(scope, at);
                }
            }
            case RunEvent.Compensating _, RunEvent.RunEnded _ -> cancelInside("", at);
            case RunEvent.RunStarted _ -> begunAt = at;
            case RunEvent.TakenOver _,
                    RunEvent.ScopeOpened _,
                    RunEvent.SignalReceived _,
                    RunEvent.SignalTaken _,
                    RunEvent.VariablesSet _,
                    RunEvent.Paused _,
                    RunEvent.Resumed _ -> {}
        }
    }

    /** Items that are not waited for any more, as their step is over without them. */
    private void cancelDropped(String path, Instant at) {
        var step = steps.get(path);
        if (step != null && step.hasItems) {
            cancelInside(path, at);
        }
    }

    private void cancelInside(String scope, Instant at) {
        steps.forEach(
                (path, step) -> {
                    if ((scope.isEmpty() || path.startsWith(scope + "/"))
                            && !step.status.isFinal()) {
                        step.cancelled(at);
                    }
                });
    }

    private Building step(String path) {
        var known = steps.get(path);
        if (known == null) {
            known = new Building(path);
            if (steps.size() < MOST) {
                steps.put(path, known);
            }
        }
        return known;
    }

    private final class Building {

        private final String path;
        private final List<StepRecord.Attempt> attempts = new ArrayList<>();
        private StepStatus status = StepStatus.PENDING;
        private @Nullable Instant startedAt;
        private @Nullable Instant endedAt;
        private int argumentsAt;
        private int resultAt;
        private @Nullable StepError error;
        private boolean degraded;
        private @Nullable Map<String, String> delayed;
        private @Nullable Instant waitsUntil;
        private @Nullable String signal;
        private @Nullable String skipped;
        private @Nullable UUID approval;

        /** Or rounds. */
        private boolean hasItems;

        Building(String path) {
            this.path = path;
        }

        void begun(Instant at) {
            status = StepStatus.RUNNING;
            waitsUntil = null;
            if (delayed != null) {
                delayed = null;
                error = null;
            }
            if (startedAt == null) {
                startedAt = at;
                firstBegun(at);
            }
        }

        private void firstBegun(Instant at) {
            if (isOwn(at) && steps.containsKey(path)) {
                begun++;
            }
            if (isOwn(at) && firstStepAt == null) {
                firstStepAt = at;
            }
        }

        void opened(Instant at) {
            begun(at);
            hasItems = true;
        }

        void started(RunEvent.StepStarted event, Instant at) {
            begun(at);
            if (event.arguments() != null) {
                argumentsAt = version;
            }
            var again = !attempts.isEmpty() && attempts.getLast().number() == event.attempt();
            if (!again) {
                attempts.add(
                        new StepRecord.Attempt(
                                event.attempt(),
                                event.call(),
                                at,
                                null,
                                null,
                                null,
                                null,
                                null,
                                0,
                                0,
                                0,
                                null));
            }
        }

        void waiting(RunEvent.StepWaiting event, Instant at) {
            begun(at);
            status = StepStatus.WAITING;
            waitsUntil = event.until();
            signal = event.signal();
        }

        void asked(UUID whether, Instant at) {
            begun(at);
            status = StepStatus.WAITING_APPROVAL;
            approval = whether;
            argumentsAt = version;
        }

        /** Nobody was asked where the answer is another run's. */
        void answered(@Nullable String hash, Instant at) {
            begun(at);
            if (ReplayedSteps.RECORDED.equals(hash)) {
                approval = null;
            }
        }

        void delayed(RunEvent.StepDelayed event) {
            status = StepStatus.RETRYING;
            waitsUntil = event.until();
            error = new StepError(event.code(), event.message());
            delayed = event.facts() == null ? Map.of() : event.facts();
        }

        void completed(RunEvent.StepCompleted event, Instant at) {
            begun(at);
            end(StepStatus.COMPLETED, at);
            resultAt = version;
            degraded = event.degraded();
            error = null;
            endAttempt(at, null, null, event.use());
            chosen(event.use());
        }

        void failed(RunEvent.StepFailed event, Instant at) {
            begun(at);
            error = event.error();
            endAttempt(at, event.error(), event.retryAt(), event.use());
            chosen(event.use());
            if (event.retryAt() == null) {
                end(StepStatus.FAILED, at);
                resultAt = version;
            } else {
                status = StepStatus.RETRYING;
                waitsUntil = event.retryAt();
            }
        }

        void skipped(RunEvent.StepSkipped.Why why, Instant at) {
            end(StepStatus.SKIPPED, at);
            skipped = why.name().toLowerCase(Locale.ROOT);
        }

        void cancelled(Instant at) {
            end(StepStatus.CANCELLED, at);
            endAttempt(at, null, null, null);
        }

        private void end(StepStatus how, Instant at) {
            status = how;
            endedAt = at;
            delayed = null;
            waitsUntil = null;
            signal = null;
            if (isOwn(at)) {
                lastStepAt = later(lastStepAt, at);
            }
        }

        private void endAttempt(
                Instant at, @Nullable StepError why, @Nullable Instant retryAt, @Nullable Use use) {
            if (attempts.isEmpty() || attempts.getLast().endedAt() != null) {
                return;
            }
            var open = attempts.removeLast();
            attempts.add(
                    new StepRecord.Attempt(
                            open.number(),
                            open.key(),
                            open.startedAt(),
                            at,
                            why,
                            retryAt,
                            use == null ? null : use.agent(),
                            use == null ? null : use.message(),
                            use == null ? 0 : use.costNanos(),
                            use == null ? 0 : use.tokensIn(),
                            use == null ? 0 : use.tokensOut(),
                            use == null ? null : use.served()));
        }

        StepRecord done(GraphIndex index) {
            var definition = index.definition(path);
            return new StepRecord(
                    path,
                    definition.title(),
                    definition.action().kind(),
                    status,
                    startedAt,
                    endedAt,
                    null,
                    null,
                    error,
                    degraded,
                    delayed,
                    waitsUntil,
                    signal,
                    skipped,
                    approval,
                    index.maxRetries(path),
                    List.copyOf(attempts));
        }
    }
}
