package dev.baton.ledger;

import dev.baton.model.TokenUsage;
import java.time.Duration;
import java.time.Instant;

/** A call in flight, and the money set aside for it. */
public record OpenedCall(CallFacts call, Reservation reservation, Instant openedAt) {

    /** Its end when nobody can tell what the provider counted: the worst case. */
    public Settlement interrupted(Instant now) {
        var usage =
                new UsageRecord(
                        call,
                        now,
                        TokenUsage.NONE,
                        reservation.nanos(),
                        Duration.between(openedAt, now).toNanos() / 1_000,
                        null,
                        UsageStatus.INTERRUPTED,
                        "interrupted",
                        false,
                        null);
        return new Settlement(usage, reservation);
    }
}
