package dev.baton.trigger;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What a trigger is to be.
 *
 * @param workflow name or id
 * @param secret of a webhook that checks signatures; null for one that Baton makes, or the one it
 *     has
 */
public record TriggerWish(
        String name,
        String workflow,
        @Nullable Integer workflowVersion,
        TriggerKind kind,
        @Nullable String title,
        Map<String, Object> input,
        @Nullable String secret) {}
