package dev.baton.work;

import dev.baton.platform.Ids;
import dev.baton.platform.Repeater;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Renews the leases of what this instance works on, and interrupts what has lost its lease. */
@Component
class Leases {

    private static final Duration PACE = Duration.ofSeconds(1);

    private final JdbcTemplate jdbc;
    private final RetryingTransactions transactions;
    private final HeldClaims held;
    private final WorkItems items;
    private final WorkMetrics metrics;
    private final WorkTime time;
    private final InstanceId instance;
    private final Repeater repeater = new Repeater("work-leases", this::round);

    Leases(
            JdbcTemplate jdbc,
            RetryingTransactions transactions,
            HeldClaims held,
            WorkItems items,
            WorkMetrics metrics,
            WorkTime time,
            InstanceId instance) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.held = held;
        this.items = items;
        this.metrics = metrics;
        this.time = time;
        this.instance = instance;
    }

    void start() {
        repeater.start();
    }

    void stop() {
        repeater.stop(PACE);
    }

    private Duration round() {
        renew();
        return PACE;
    }

    /** Renews what has used up a third of its lease. */
    void renew() {
        var now = time.now();
        held.all().stream()
                .filter(each -> each.isForgotten(now))
                .forEach(each -> held.drop(each.claim()));
        held.all().stream()
                .filter(each -> each.wantsRenewal(now))
                .collect(Collectors.groupingBy(Batch::of))
                .forEach((batch, claims) -> renew(batch, claims, now));
    }

    /** Makes everything that is still worked on due at once, as if it had not been begun. */
    int giveBack() {
        var unfinished = held.all().stream().filter(each -> !each.isEnding()).toList();
        var given = 0;
        for (var each : unfinished) {
            held.drop(each.claim());
            given +=
                    transactions.call(
                            "work_end",
                            () ->
                                    items.release(
                                                    each.claim(),
                                                    instance.value(),
                                                    time.now(),
                                                    -1,
                                                    null)
                                            ? 1
                                            : 0);
            each.interrupt();
        }
        return given;
    }

    private void renew(Batch batch, List<HeldClaim> claims, Instant now) {
        var leaseEnd = now.plus(batch.lease());
        var fences = transactions.call("work_renew", () -> extend(batch, claims, leaseEnd));
        var missing = new ArrayList<HeldClaim>();
        for (var each : claims) {
            if (each.hasFence(fences.get(each.claim().id()))) {
                each.renewed(leaseEnd);
            } else {
                missing.add(each);
            }
        }
        if (!missing.isEmpty()) {
            interruptLost(batch, missing);
        }
    }

    /**
     * Extends the leases whose rows nobody locks; who locks one is about to end it, and waiting for
     * him would keep all others waiting.
     */
    private Map<UUID, Long> extend(Batch batch, List<HeldClaim> claims, Instant leaseEnd) {
        var fences = fences(batch, claims, "FOR UPDATE SKIP LOCKED");
        var ours =
                claims.stream()
                        .filter(each -> each.hasFence(fences.get(each.claim().id())))
                        .toList();
        if (!ours.isEmpty()) {
            var parameters = new ArrayList<Object>();
            parameters.add(Utc.of(leaseEnd));
            parameters.addAll(batch.key(ours));
            jdbc.update(
                    """
                    UPDATE work_item FORCE INDEX (PRIMARY) SET due_at = ?
                    WHERE tenant_id = ? AND queue = ? AND id IN (%s)
                    """
                            .formatted(marks(ours)),
                    parameters.toArray());
        }
        return fences;
    }

    private void interruptLost(Batch batch, List<HeldClaim> missing) {
        var fences = fences(batch, missing, "");
        for (var each : missing) {
            if (!each.hasFence(fences.get(each.claim().id()))
                    && !each.isEnding()
                    && held.contains(each.claim())) {
                lose(each);
            }
        }
    }

    private void lose(HeldClaim lost) {
        if (lost.lose()) {
            metrics.leaseLost(lost.claim().queue());
        }
        lost.interrupt();
    }

    private Map<UUID, Long> fences(Batch batch, List<HeldClaim> claims, String locking) {
        var fences = new HashMap<UUID, Long>();
        jdbc.query(
                """
                SELECT id, fence FROM work_item FORCE INDEX (PRIMARY)
                WHERE tenant_id = ? AND queue = ? AND id IN (%s) %s
                """
                        .formatted(marks(claims), locking),
                row -> {
                    fences.put(Ids.fromBytes(row.getBytes("id")), row.getLong("fence"));
                },
                batch.key(claims).toArray());
        return fences;
    }

    private static String marks(Collection<?> values) {
        return String.join(",", Collections.nCopies(values.size(), "?"));
    }

    private record Batch(TenantId tenant, String queue, Duration lease) {

        static Batch of(HeldClaim each) {
            return new Batch(each.claim().tenant(), each.claim().queue(), each.lease());
        }

        List<Object> key(List<HeldClaim> claims) {
            var key = new ArrayList<Object>();
            key.add(Ids.bytes(tenant.value()));
            key.add(queue);
            claims.forEach(each -> key.add(Ids.bytes(each.claim().id())));
            return key;
        }
    }
}
