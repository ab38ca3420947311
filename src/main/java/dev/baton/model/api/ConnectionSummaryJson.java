package dev.baton.model.api;

import dev.baton.model.ConnectionRow;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * A connection in the list.
 *
 * @param host of the provider; empty for the built-in model
 * @param shared it belongs to the platform, and the tenant may use it
 * @param models how many are listed
 */
record ConnectionSummaryJson(
        UUID id,
        String name,
        String provider,
        String host,
        boolean shared,
        boolean enabled,
        int models,
        @Nullable ConnectionTestJson lastTest) {

    static ConnectionSummaryJson of(ConnectionRow row) {
        return new ConnectionSummaryJson(
                row.id().value(),
                row.name(),
                row.provider().wire(),
                row.host(),
                row.isShared(),
                row.isEnabled(),
                row.models(),
                row.lastTest().map(ConnectionTestJson::of).orElse(null));
    }
}
