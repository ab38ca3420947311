package dev.baton.ledger.web;

import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The filter of the usage pages as it stands in their address. */
record UsageQuery(
        @Nullable String range,
        @Nullable UUID agent,
        @Nullable UUID key,
        @Nullable String model,
        @Nullable String status) {

    Range readRange() {
        return Range.of(range);
    }

    UsageFilter filter(Instant now, ZoneId zone) {
        return new UsageFilter(
                readRange().from(now, zone),
                now.plusSeconds(1),
                agent,
                key,
                model == null || model.isBlank() ? null : model,
                readStatus());
    }

    private @Nullable UsageStatus readStatus() {
        return Arrays.stream(UsageStatus.values())
                .filter(one -> one.wire().equals(status))
                .findFirst()
                .orElse(null);
    }
}
