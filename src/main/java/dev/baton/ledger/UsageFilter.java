package dev.baton.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which usage is meant; every figure, list and export of it goes through the same filter, so that
 * they agree. Times are cut to quarters of an hour, which is what statistics are kept in.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record UsageFilter(
        Instant from,
        Instant to,
        @Nullable UUID agent,
        @Nullable UUID key,
        @Nullable String model,
        @Nullable UsageStatus status) {

    public UsageFilter {
        from = UsageRollups.slotStart(from);
        to = UsageRollups.slotStart(to.plusSeconds(UsageRollups.SLOT_SECONDS - 1));
    }

    public static UsageFilter between(Instant from, Instant to) {
        return new UsageFilter(from, to, null, null, null, null);
    }
}
