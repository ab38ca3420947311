package dev.baton.webhook;

import java.time.Instant;

/** When an endpoint was tried, and whether it accepted. */
public record RecentAttempt(Instant at, boolean succeeded) implements Comparable<RecentAttempt> {

    @Override
    public int compareTo(RecentAttempt other) {
        return at.compareTo(other.at);
    }
}
