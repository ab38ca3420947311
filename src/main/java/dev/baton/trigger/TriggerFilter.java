package dev.baton.trigger;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * Which triggers a list shows.
 *
 * @param kind as the API writes it; null for every kind
 * @param status null for every status
 * @param workflow that they begin; null for every workflow
 */
public record TriggerFilter(
        @Nullable String kind, @Nullable TriggerStatus status, @Nullable UUID workflow) {

    public static final TriggerFilter ALL = new TriggerFilter(null, null, null);
}
