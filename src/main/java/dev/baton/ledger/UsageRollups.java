package dev.baton.ledger;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.database.Utc;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Sums usage by quarter of an hour, in the same commit as the rows themselves. */
@Repository
class UsageRollups {

    static final long SLOT_SECONDS = 15 * 60;

    /** Stands for "none" in the primary key, which cannot hold a null. */
    static final UUID NONE = new UUID(0, 0);

    private record Slot(
            UUID tenant,
            Instant start,
            UUID agent,
            UUID key,
            UUID account,
            UUID promptVersion,
            String model,
            UsageStatus status,
            int latencyBucket) {}

    private static final class Sums {
        long calls;
        long tokensIn;
        long tokensOut;
        long costNanos;
        long latencyMicros;
    }

    private final JdbcTemplate jdbc;

    UsageRollups(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    static Instant slotStart(Instant instant) {
        var seconds = instant.getEpochSecond();
        return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, SLOT_SECONDS));
    }

    void add(List<UsageRecord> usages, UUID instance) {
        var sums = new HashMap<Slot, Sums>();
        for (var usage : usages) {
            var sum = sums.computeIfAbsent(slot(usage), _ -> new Sums());
            sum.calls++;
            sum.tokensIn += usage.tokens().input();
            sum.tokensOut += usage.tokens().output();
            sum.costNanos += usage.costNanos();
            sum.latencyMicros += usage.latencyMicros();
        }
        jdbc.batchUpdate(
                """
                INSERT INTO usage_rollup
                    (tenant_id, slot_start, instance_id, agent_id, key_id, account_id,
                     prompt_version_id, model, status, latency_bucket, calls, tokens_in, tokens_out,
                     cost_nanos, latency_us)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                    calls = calls + VALUES(calls),
                    tokens_in = tokens_in + VALUES(tokens_in),
                    tokens_out = tokens_out + VALUES(tokens_out),
                    cost_nanos = cost_nanos + VALUES(cost_nanos),
                    latency_us = latency_us + VALUES(latency_us)
                """,
                sums.entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue(), instance))
                        .toList());
    }

    private static Slot slot(UsageRecord usage) {
        var call = usage.call();
        return new Slot(
                call.tenant().value(),
                slotStart(usage.endedAt()),
                call.agent(),
                orNone(call.key()),
                orNone(call.account()),
                orNone(call.promptVersion()),
                call.model(),
                usage.status(),
                LatencyBuckets.of(usage.latencyMicros()));
    }

    private static UUID orNone(@Nullable UUID id) {
        return id == null ? NONE : id;
    }

    private static Object[] row(Slot slot, Sums sums, UUID instance) {
        return new Object[] {
            bytes(slot.tenant()),
            Utc.of(slot.start()),
            bytes(instance),
            bytes(slot.agent()),
            bytes(slot.key()),
            bytes(slot.account()),
            bytes(slot.promptVersion()),
            slot.model(),
            slot.status().name(),
            slot.latencyBucket(),
            sums.calls,
            sums.tokensIn,
            sums.tokensOut,
            sums.costNanos,
            sums.latencyMicros
        };
    }
}
