package dev.baton.run.engine;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** About how long events and values are as JSON, counted without writing them. */
public final class Letters {

    /** Names, braces, ids and times of an event. */
    private static final int FRAME = 100;

    private static final int NUMBER = 8;

    private Letters() {}

    public static long of(List<RunEvent> events) {
        return events.stream().mapToLong(Letters::of).sum();
    }

    static long of(RunEvent event) {
        return FRAME
                + switch (event) {
                    case RunEvent.RunStarted(var input) -> ofValue(input);
                    case RunEvent.StepStarted started -> ofValue(started.arguments());
                    case RunEvent.ContainerStarted started -> ofValue(started.items());
                    case RunEvent.ScopeEnded ended -> ofValue(ended.output());
                    case RunEvent.ApprovalAsked asked ->
                            asked.title().length() + ofValue(asked.arguments());
                    case RunEvent.ApprovalChanged changed ->
                            changed.title().length() + ofValue(changed.arguments());
                    case RunEvent.ApprovalAnswered answered -> ofValue(answered.answer());
                    case RunEvent.StepCompleted completed -> of(completed);
                    case RunEvent.StepFailed failed ->
                            failed.error().message().length() + ofValue(failed.result());
                    case RunEvent.StepDelayed delayed ->
                            delayed.message().length()
                                    + (delayed.facts() == null ? 0 : ofValue(delayed.facts()));
                    case RunEvent.SignalReceived received ->
                            received.name().length() + ofValue(received.payload());
                    case RunEvent.Paused paused -> paused.by().length() + paused.reason().length();
                    case RunEvent.VariablesSet set -> ofValue(set.values());
                    case RunEvent.RunEnded ended -> ofValue(ended.output());
                    default -> 0L;
                };
    }

    private static long of(RunEvent.StepCompleted completed) {
        var changes = completed.changes();
        var sum = ofValue(completed.result()) + ofValue(completed.undo());
        return changes == null
                ? sum
                : sum
                        + changes.values().stream()
                                .mapToLong(change -> NUMBER + ofValue(change.value()))
                                .sum();
    }

    /** Of a JSON value as plain Java. */
    public static long ofValue(@Nullable Object value) {
        return switch (value) {
            case CharSequence text -> 2L + text.length();
            case Map<?, ?> some -> {
                var sum = 2L;
                for (var entry : some.entrySet()) {
                    sum += String.valueOf(entry.getKey()).length() + 4L + ofValue(entry.getValue());
                }
                yield sum;
            }
            case Collection<?> some -> {
                var sum = 2L;
                for (var each : some) {
                    sum += 1 + ofValue(each);
                }
                yield sum;
            }
            case null, default -> NUMBER;
        };
    }
}
