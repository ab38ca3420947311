package dev.baton.model;

import org.jspecify.annotations.Nullable;

/**
 * Which connections a list shows.
 *
 * @param search part of the name or the address; empty for all
 * @param provider null for every kind
 */
public record ConnectionFilter(String search, @Nullable ProviderKind provider) {

    public static final ConnectionFilter NONE = new ConnectionFilter("", null);
}
