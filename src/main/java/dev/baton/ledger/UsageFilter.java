package dev.baton.ledger;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which usage is meant; every figure, list and export of it goes through the same filter, so that
 * they agree. Times are cut to quarters of an hour, which is what statistics are kept in.
 *
 * @param from inclusive
 * @param to exclusive
 * @param key {@link UsageStatistics#none} for calls without one; likewise account and prompt version
 * @param statuses empty for any
 */
public record UsageFilter(
        Instant from,
        Instant to,
        @Nullable UUID agent,
        @Nullable UUID key,
        @Nullable UUID account,
        @Nullable UUID promptVersion,
        @Nullable String model,
        Set<UsageStatus> statuses) {

    public UsageFilter {
        from = UsageRollups.slotStart(from);
        to = UsageRollups.slotStart(to.plusSeconds(UsageRollups.SLOT_SECONDS).minusNanos(1));
        statuses = Set.copyOf(statuses);
    }

    public UsageFilter(
            Instant from,
            Instant to,
            @Nullable UUID agent,
            @Nullable UUID key,
            @Nullable String model,
            @Nullable UsageStatus status) {
        this(from, to, agent, key, null, null, model, status == null ? Set.of() : Set.of(status));
    }

    public static UsageFilter between(Instant from, Instant to) {
        return new UsageFilter(from, to, null, null, null, null, null, Set.of());
    }

    /** Everything in the period. */
    public static UsageFilter of(UsagePeriod period) {
        return between(period.from(), period.to());
    }

    /** The index of the rows that finds them in the order of the list, by what is rarest likely. */
    String index() {
        if (key != null) {
            return "usage_by_key";
        }
        if (account != null) {
            return "usage_by_account";
        }
        if (promptVersion != null) {
            return "usage_by_prompt";
        }
        var ofOneStatus = statuses.size() == 1;
        if (agent != null) {
            return ofOneStatus ? "usage_by_agent_and_status" : "usage_by_agent";
        }
        if (ofOneStatus) {
            return "usage_by_status";
        }
        return model == null ? "usage_by_time" : "usage_by_model";
    }

    /** The same calls at another time. */
    public UsageFilter during(Instant otherFrom, Instant otherTo) {
        return new UsageFilter(
                otherFrom, otherTo, agent, key, account, promptVersion, model, statuses);
    }

    public UsageFilter ended(Set<UsageStatus> how) {
        return new UsageFilter(from, to, agent, key, account, promptVersion, model, how);
    }
}
