package dev.baton.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A connection as a list shows it to one tenant.
 *
 * @param isShared it belongs to the platform and the tenant only uses it
 * @param models how many are listed
 * @param lastTest when and how it was tried last
 */
public record ConnectionRow(
        ConnectionId id,
        String name,
        ProviderKind provider,
        String host,
        boolean isShared,
        boolean isEnabled,
        int models,
        Optional<LastTest> lastTest) {

    /** How a test went; the finding's sentence is {@code connection.finding.<code>}. */
    public record LastTest(Instant at, boolean passed, String finding, Duration latency) {}
}
