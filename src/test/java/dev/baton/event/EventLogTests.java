package dev.baton.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.Explained;
import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.IllegalTransactionStateException;

@Tag("database")
class EventLogTests {

    private final EventFixture events = new EventFixture();

    @Test
    void refusesAnEventWithoutTheTransactionOfItsCause() {
        var event = EventFixture.noted(EventFixture.tenant(), 1);

        assertThatThrownBy(() -> events.log.append(event))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void refusesATypeThatTheCatalogueDoesNotKnow() {
        var tenant = EventFixture.tenant();
        var unknown =
                new NewEvent(
                        tenant, EventType.publicly("test.unknown"), tenant.value(), Map.of(), null);

        assertThatThrownBy(() -> events.append(unknown)).hasMessageContaining("test.unknown");
    }

    @Test
    void forgetsAnEventWhoseCauseWasRolledBack() {
        var tenant = EventFixture.tenant();
        events.schema
                .transaction()
                .executeWithoutResult(
                        transaction -> {
                            events.log.append(EventFixture.noted(tenant, 1));
                            transaction.setRollbackOnly();
                        });

        assertThat(events.relay().move()).isZero();
    }

    @Test
    void findsAnEventByItsIdInItsTenantOnly() {
        var tenant = EventFixture.tenant();
        events.append(EventFixture.noted(tenant, 1));
        events.relay().move();
        var event = events.log.after(tenant, 0, 1).getFirst();

        assertThat(events.log.find(tenant, event.id())).contains(event);
        assertThat(events.log.find(EventFixture.tenant(), event.id())).isEmpty();
    }

    @Test
    void keepsItsOwnEventsApartFromThoseOfOtherTenantsAndTypes() {
        var tenant = EventFixture.tenant();
        events.append(
                EventFixture.noted(EventFixture.tenant(), 1),
                EventFixture.noted(tenant, 2),
                EventFixture.noted(tenant, 3));
        events.relay().move();

        assertThat(events.log.after(tenant, 1, 10))
                .extracting(Event::data)
                .containsExactly("{\"number\":3}");
        assertThat(events.log.after(tenant, "tenant.updated", 0, 10)).hasSize(2);
        assertThat(events.log.after(tenant, "tenant.created", 0, 10)).isEmpty();
    }

    @Test
    void readsByIndexAlone() {
        var jdbc = events.schema.jdbc();
        fill(3_000);
        var tenant = "x'00000000000070008000000000000003'";

        Explained.by(jdbc, "SELECT * FROM event FORCE INDEX (event_by_position) WHERE position > 100 AND position <= 1100 ORDER BY position")
                .uses("event_by_position")
                .sortsNothing();
        Explained.by(jdbc, "SELECT * FROM event FORCE INDEX (PRIMARY) WHERE tenant_id = %s AND sequence > 5 ORDER BY sequence LIMIT 51"
                                        .formatted(tenant))
                .uses("PRIMARY")
                .sortsNothing();
        Explained.by(jdbc, "SELECT * FROM event FORCE INDEX (event_by_type) WHERE tenant_id = %s AND type = 'a.b' AND sequence > 5 ORDER BY sequence LIMIT 51"
                                        .formatted(tenant))
                .uses("event_by_type")
                .sortsNothing();
        Explained.by(jdbc, "SELECT * FROM event FORCE INDEX (event_once) WHERE tenant_id = %s AND event_id = %s"
                                        .formatted(tenant, tenant))
                .uses("event_once");
    }

    private void fill(int count) {
        var rows = new ArrayList<Object[]>();
        for (var number = 1; number <= count; number++) {
            rows.add(
                    new Object[] {
                        Ids.bytes(new UUID(0x7000L, 0x8000000000000000L + number % 20)),
                        number / 20,
                        number,
                        Ids.bytes(Ids.next()),
                        number % 3 == 0 ? "a.b" : "a.c",
                        Utc.of(Instant.parse("2026-11-20T12:00:00Z"))
                    });
        }
        events.schema
                .jdbc()
                .batchUpdate(
                        """
                        INSERT INTO event (tenant_id, sequence, position, event_id, type, subject,
                                           data, occurred_at)
                        VALUES (?, ?, ?, ?, ?, x'00', '{}', ?)
                        """,
                        rows);
        events.schema.jdbc().queryForList("ANALYZE TABLE event");
    }
}
