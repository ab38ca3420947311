package dev.baton.ledger;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.work.InstanceId;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes what calls cost, many at a time: the ledger's part of the group commit. It only inserts, or
 * updates rows that this instance owns, so batches of several instances never wait for each other.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class CallLedger {

    private final JdbcTemplate jdbc;
    private final UsageRollups rollups;
    private final InstanceId instance;

    CallLedger(JdbcTemplate jdbc, UsageRollups rollups, InstanceId instance) {
        this.jdbc = jdbc;
        this.rollups = rollups;
        this.instance = instance;
    }

    /** Usage, settlement, lease and roll-up of calls of this instance that ended. */
    public void settle(List<Settlement> settlements) {
        settle(settlements, instance.value());
    }

    /** The same on behalf of an instance that died. */
    void settle(List<Settlement> settlements, UUID owner) {
        insertUsage(settlements);
        insertEntries(settlements, owner);
        updateLeases(settlements, owner);
        rollups.add(settlements.stream().map(Settlement::usage).toList(), owner);
    }

    /** Calls that went out; see {@link #close}. */
    public void opened(List<OpenedCall> calls) {
        jdbc.batchUpdate(
                """
                INSERT INTO opened_call
                    (tenant_id, id, message_id, instance_id, opened_at, period, worst_nanos, agent_id,
                     agent_name, key_id, account_id, prompt_version_id, model, entrance, trace_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                calls.stream().map(this::row).toList());
    }

    /**
     * Ends opened calls; to be done before they are settled.
     *
     * @return those that were opened no longer and must not be settled again: others took this
     *     instance for dead and have settled them as interrupted, or it has settled them itself and
     *     never heard that the commit succeeded
     */
    public Set<UUID> close(List<CallFacts> calls) {
        return close(calls, instance.value());
    }

    /** The same on behalf of an instance that died. */
    Set<UUID> close(List<CallFacts> calls, UUID owner) {
        var deleted =
                jdbc.batchUpdate(
                        "DELETE FROM opened_call WHERE tenant_id = ? AND id = ? AND instance_id = ?",
                        calls.stream()
                                .map(
                                        call ->
                                                new Object[] {
                                                    bytes(call.tenant().value()),
                                                    bytes(call.id()),
                                                    bytes(owner)
                                                })
                                .toList());
        var gone = new HashSet<UUID>();
        for (var at = 0; at < deleted.length; at++) {
            if (deleted[at] == 0) {
                gone.add(calls.get(at).id());
            }
        }
        return gone;
    }

    /** Whether a call's usage is in the database, whoever wrote it. */
    @Transactional(readOnly = true)
    public boolean isSettled(CallFacts call) {
        return !jdbc.queryForList(
                        "SELECT 1 FROM usage_record WHERE tenant_id = ? AND id = ? LIMIT 1",
                        Integer.class,
                        bytes(call.tenant().value()),
                        bytes(call.id()))
                .isEmpty();
    }

    /** Whether a call is settled at its worst case, because nobody could tell how it ended. */
    @Transactional(readOnly = true)
    public boolean isInterrupted(CallFacts call) {
        return !jdbc.queryForList(
                        """
                        SELECT 1 FROM usage_record
                        WHERE tenant_id = ? AND id = ? AND status = 'INTERRUPTED' LIMIT 1
                        """,
                        Integer.class,
                        bytes(call.tenant().value()),
                        bytes(call.id()))
                .isEmpty();
    }

    /** Whether a call is in the database as opened by this instance. */
    @Transactional(readOnly = true)
    public boolean isOpened(CallFacts call) {
        return !jdbc.queryForList(
                        """
                        SELECT 1 FROM opened_call
                        WHERE tenant_id = ? AND id = ? AND instance_id = ?
                        """,
                        Integer.class,
                        bytes(call.tenant().value()),
                        bytes(call.id()),
                        bytes(instance.value()))
                .isEmpty();
    }

    private @Nullable Object[] row(OpenedCall opened) {
        var call = opened.call();
        return new @Nullable Object[] {
            bytes(call.tenant().value()),
            bytes(call.id()),
            bytes(call.message()),
            bytes(instance.value()),
            Timestamp.from(opened.openedAt()),
            opened.reservation().period(),
            opened.reservation().nanos(),
            bytes(call.agent()),
            call.agentName(),
            orNull(call.key()),
            orNull(call.account()),
            orNull(call.promptVersion()),
            call.model(),
            call.entrance().name(),
            call.traceId()
        };
    }

    private void insertUsage(List<Settlement> settlements) {
        jdbc.batchUpdate(
                """
                INSERT INTO usage_record
                    (tenant_id, id, message_id, ended_at, agent_id, agent_name, key_id, account_id,
                     prompt_version_id, model, tokens_in, tokens_cached, tokens_out,
                     tokens_estimated, cost_nanos, latency_us, first_byte_us, status, error_code,
                     entrance, repeated, decision_id, trace_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                settlements.stream().map(settlement -> row(settlement.usage())).toList());
    }

    private static @Nullable Object[] row(UsageRecord usage) {
        var call = usage.call();
        return new @Nullable Object[] {
            bytes(call.tenant().value()),
            bytes(call.id()),
            bytes(call.message()),
            Timestamp.from(usage.endedAt()),
            bytes(call.agent()),
            call.agentName(),
            orNull(call.key()),
            orNull(call.account()),
            orNull(call.promptVersion()),
            call.model(),
            usage.tokens().input(),
            usage.tokens().cachedInput(),
            usage.tokens().output(),
            usage.tokens().estimated(),
            usage.costNanos(),
            usage.latencyMicros(),
            usage.firstByteMicros(),
            usage.status().name(),
            usage.errorCode(),
            call.entrance().name(),
            usage.repeated(),
            orNull(usage.decision()),
            call.traceId()
        };
    }

    private void insertEntries(List<Settlement> settlements, UUID owner) {
        jdbc.batchUpdate(
                """
                INSERT INTO ledger_entry
                    (tenant_id, id, recorded_at, period, kind, amount_nanos, instance_id, call_id)
                VALUES (?, ?, ?, ?, 'SETTLE', ?, ?, ?)
                """,
                settlements.stream()
                        .map(
                                settlement ->
                                        new Object[] {
                                            bytes(settlement.usage().call().tenant().value()),
                                            bytes(Ids.next()),
                                            Timestamp.from(settlement.usage().endedAt()),
                                            settlement.reservation().period(),
                                            settlement.usage().costNanos(),
                                            bytes(owner),
                                            bytes(settlement.usage().call().id())
                                        })
                        .toList());
    }

    /** Inserts where the lease is gone, taken from an instance thought dead: nothing goes uncounted. */
    private void updateLeases(List<Settlement> settlements, UUID owner) {
        record LeaseKey(UUID tenant, String period) {}
        var sums = new HashMap<LeaseKey, Long>();
        for (var settlement : settlements) {
            var reservation = settlement.reservation();
            sums.merge(
                    new LeaseKey(reservation.tenant().value(), reservation.period()),
                    settlement.usage().costNanos(),
                    Long::sum);
        }
        jdbc.batchUpdate(
                """
                INSERT INTO budget_lease
                    (settled_nanos, tenant_id, period, instance_id, granted_nanos)
                VALUES (?, ?, ?, ?, 0)
                ON DUPLICATE KEY UPDATE settled_nanos = settled_nanos + VALUES(settled_nanos)
                """,
                sums.entrySet().stream()
                        .filter(sum -> sum.getValue() != 0)
                        .map(
                                sum ->
                                        new Object[] {
                                            sum.getValue(),
                                            bytes(sum.getKey().tenant()),
                                            sum.getKey().period(),
                                            bytes(owner)
                                        })
                        .toList());
    }

    private static byte @Nullable [] orNull(@Nullable UUID id) {
        return id == null ? null : bytes(id);
    }
}
