package dev.baton.model;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/**
 * A model that a connection lists for people to choose. Others can be called by name as well, if
 * they have a price.
 */
public record OfferedModel(
        UUID id,
        String name,
        @Nullable Integer contextWindow,
        @Nullable Integer maxOutputTokens,
        Set<ModelFeature> features) {

    /** Tokens that fit into one call. */
    public Optional<Integer> context() {
        return Optional.ofNullable(contextWindow);
    }

    public OptionalInt maxOutput() {
        return maxOutputTokens == null ? OptionalInt.empty() : OptionalInt.of(maxOutputTokens);
    }
}
