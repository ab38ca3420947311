package dev.baton.trigger;

import dev.baton.tenant.Actor;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A trigger as it is stored.
 *
 * @param workflow that it begins
 * @param workflowVersion null for whichever is the newest then
 * @param input what each run gets, beside {@code trigger}
 * @param actor in whose name runs begin; what it may is asked each time
 * @param reason why it is not active
 * @param nextAt of an active schedule
 */
public record Trigger(
        TriggerId id,
        long version,
        String name,
        UUID workflow,
        @Nullable Integer workflowVersion,
        TriggerKind kind,
        @Nullable String title,
        Map<String, Object> input,
        Maker actor,
        TriggerStatus status,
        @Nullable String reason,
        @Nullable Instant nextAt,
        Instant createdAt,
        Instant updatedAt) {

    /** Who changed it last. */
    public record Maker(Actor.Kind kind, UUID id, String name) {

        static Maker of(Actor by) {
            return new Maker(by.kind(), by.requiredId(), by.name());
        }
    }

    /** Whether it is a schedule that nothing will be due of any more. */
    public boolean hasEnded() {
        return isActive() && kind instanceof TriggerKind.Schedule && nextAt == null;
    }

    public boolean isActive() {
        return status == TriggerStatus.ACTIVE;
    }
}
