package dev.baton.trigger;

import org.jspecify.annotations.Nullable;

/**
 * A trigger with what is shown once and never again.
 *
 * @param token of a new webhook's address; null for others
 * @param secret of a webhook, where it is new; null for others
 */
public record MadeTrigger(Trigger trigger, @Nullable String token, @Nullable String secret) {}
