package dev.baton.event;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The one outbox and the log behind it. An event is appended in the transaction of the change that
 * caused it; a moment after the commit the relay gives it its sequence and everybody hears of it.
 */
@Service
public class EventLog {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private final JdbcTemplate jdbc;
    private final EventCatalogue catalogue;
    private final EventRelay relay;
    private final Clock clock;

    EventLog(JdbcTemplate jdbc, EventCatalogue catalogue, EventRelay relay, Clock clock) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.relay = relay;
        this.clock = clock;
    }

    /** Appends in the caller's transaction; without one it is refused. */
    public void append(NewEvent event) {
        append(List.of(event));
    }

    /** Appends in the given order, in the caller's transaction; without one it is refused. */
    public void append(Collection<NewEvent> events) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException(
                    "An event is appended in the transaction of what caused it");
        }
        if (events.isEmpty()) {
            return;
        }
        events.forEach(event -> catalogue.checkDeclared(event.type()));
        var now = Utc.of(clock.instant());
        jdbc.batchUpdate(
                """
                INSERT INTO event_outbox
                    (tenant_id, event_id, type, audience, subject, data, occurred_at, trace_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                events,
                events.size(),
                (row, event) -> {
                    row.setBytes(1, Ids.bytes(event.tenant().value()));
                    row.setBytes(2, Ids.bytes(Ids.next()));
                    row.setString(3, event.type().name());
                    row.setString(4, event.type().audience().name());
                    row.setBytes(5, Ids.bytes(event.subject()));
                    row.setString(6, JSON.writeValueAsString(event.data()));
                    row.setObject(7, now);
                    row.setString(8, event.traceId());
                });
        wakeRelayAfterCommit();
    }

    /** An event that the relay has moved; one of this second may still be on its way. */
    public Optional<Event> find(TenantId tenant, UUID id) {
        return jdbc
                .query(
                        """
                        SELECT * FROM event FORCE INDEX (event_once)
                        WHERE tenant_id = ? AND event_id = ?
                        """,
                        EventRows.MAPPER,
                        Ids.bytes(tenant.value()),
                        Ids.bytes(id))
                .stream()
                .findFirst();
    }

    /** Public events of one type, newest first. */
    public List<Event> newest(TenantId tenant, String type, int limit) {
        return jdbc.query(
                """
                SELECT * FROM event FORCE INDEX (event_by_type)
                WHERE tenant_id = ? AND type = ? AND sequence > 0
                ORDER BY sequence DESC LIMIT ?
                """,
                EventRows.MAPPER,
                Ids.bytes(tenant.value()),
                type,
                limit);
    }

    /** Public events that one request led to, oldest first. */
    public List<Event> ofTrace(TenantId tenant, String traceId, int limit) {
        return jdbc.query(
                """
                SELECT * FROM event FORCE INDEX (event_by_trace)
                WHERE tenant_id = ? AND trace_id = ? AND sequence > 0
                ORDER BY position LIMIT ?
                """,
                EventRows.MAPPER,
                Ids.bytes(tenant.value()),
                traceId,
                limit);
    }

    /**
     * Public events of a tenant, oldest first.
     *
     * @param sequence continues after this one; 0 from the beginning
     */
    public List<Event> after(TenantId tenant, long sequence, int limit) {
        return jdbc.query(
                """
                SELECT * FROM event FORCE INDEX (PRIMARY)
                WHERE tenant_id = ? AND sequence > ?
                ORDER BY sequence LIMIT ?
                """,
                EventRows.MAPPER,
                Ids.bytes(tenant.value()),
                Math.max(0, sequence),
                limit);
    }

    /** Like {@link #after(TenantId, long, int)}, of one type only. */
    public List<Event> after(TenantId tenant, String type, long sequence, int limit) {
        return jdbc.query(
                """
                SELECT * FROM event FORCE INDEX (event_by_type)
                WHERE tenant_id = ? AND type = ? AND sequence > ?
                ORDER BY sequence LIMIT ?
                """,
                EventRows.MAPPER,
                Ids.bytes(tenant.value()),
                type,
                Math.max(0, sequence),
                limit);
    }

    private void wakeRelayAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        relay.wake();
                    }
                });
    }
}
