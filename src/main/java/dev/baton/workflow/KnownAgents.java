package dev.baton.workflow;

import dev.baton.tenant.Actor;

import java.util.Optional;
import java.util.Set;

/**
 * The agents that a graph's steps may ask, as whoever has them tells. Graphs know agents by name
 * alone.
 */
public interface KnownAgents {

    /** Those that a tenant may use, its own and shared ones, whether or not they are enabled. */
    record Agents(Set<String> names, Set<String> ids, Set<String> capabilities) {}

    /** Empty where the actor may not know them. */
    Optional<Agents> of(Actor by);
}
