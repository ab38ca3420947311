package dev.baton.approval;

import dev.baton.tenant.Actor;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * Who asked.
 *
 * @param id account or key; null for the system
 * @param name e-mail address, key name or the system's reason
 * @param person the account behind it, also behind a key; null when nobody knows
 */
public record Requester(Actor.Kind kind, @Nullable UUID id, String name, @Nullable UUID person) {}
