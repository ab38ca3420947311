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
                    case RunEvent.RunStarted(var input) -> of(input);
                    case RunEvent.StepStarted started -> of(started.arguments());
                    case RunEvent.ContainerStarted started -> of(started.items());
                    case RunEvent.ScopeEnded ended -> of(ended.output());
                    case RunEvent.ApprovalAsked asked ->
                            asked.title().length() + of(asked.arguments());
                    case RunEvent.ApprovalChanged changed ->
                            changed.title().length() + of(changed.arguments());
                    case RunEvent.ApprovalAnswered answered -> of(answered.answer());
                    case RunEvent.StepCompleted completed -> of(completed);
                    case RunEvent.StepFailed failed ->
                            failed.error().message().length() + of(failed.result());
                    case RunEvent.StepDelayed delayed ->
                            delayed.message().length()
                                    + (delayed.facts() == null ? 0 : of(delayed.facts()));
                    case RunEvent.SignalReceived received -> of(received.payload());
                    case RunEvent.VariablesSet set -> of(set.values());
                    case RunEvent.RunEnded ended -> of(ended.output());
                    default -> 0L;
                };
    }

    private static long of(RunEvent.StepCompleted completed) {
        var changes = completed.changes();
        var sum = of(completed.result()) + of(completed.undo());
        return changes == null
                ? sum
                : sum
                        + changes.values().stream()
                                .mapToLong(change -> NUMBER + of(change.value()))
                                .sum();
    }

    private static long of(@Nullable Object value) {
        return switch (value) {
            case CharSequence text -> 2L + text.length();
            case Map<?, ?> some -> {
                var sum = 2L;
                for (var entry : some.entrySet()) {
                    sum += String.valueOf(entry.getKey()).length() + 4L + of(entry.getValue());
                }
                yield sum;
            }
            case Collection<?> some -> {
                var sum = 2L;
                for (var each : some) {
                    sum += 1 + of(each);
                }
                yield sum;
            }
            case null, default -> NUMBER;
        };
    }
}
