package dev.baton.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

@Tag("database")
class EventRelayTests {

    private static final int WRITERS = 16;
    private static final int TRANSACTIONS = 60;

    private final EventFixture events = new EventFixture();

    @Test
    void keepsTheOrderInWhichATransactionAppended() {
        var tenant = EventFixture.tenant();
        events.append(EventFixture.noted(tenant, 1), EventFixture.noted(tenant, 2));
        events.append(EventFixture.noted(tenant, 3));

        events.relay().move();

        assertThat(events.log.after(tenant, 0, 10))
                .extracting(Event::sequence, Event::data)
                .containsExactly(
                        tuple(1L, "{\"number\":1}"),
                        tuple(2L, "{\"number\":2}"),
                        tuple(3L, "{\"number\":3}"));
    }

    @Test
    void countsOnlyPublicEventsInATenantsSequence() {
        var tenant = EventFixture.tenant();
        events.append(
                EventFixture.noted(tenant, 1),
                EventFixture.cached(tenant),
                EventFixture.noted(tenant, 2));

        events.relay().move();

        assertThat(events.log.after(tenant, 0, 10))
                .extracting(Event::sequence)
                .containsExactly(1L, 2L);
        assertThat(EventRows.after(events.schema.jdbc(), 0, 10))
                .extracting(Event::sequence)
                .containsExactly(1L, 0L, 2L);
    }

    @Test
    void movesWhatIsCommittedWhileOthersStillWrite() throws Exception {
        var tenant = EventFixture.tenant();
        try (var open = new OpenTransaction(events, tenant)) {
            events.append(
                    IntStream.range(0, EventRelay.MOST_ROWS)
                            .mapToObj(number -> EventFixture.noted(tenant, number))
                            .toArray(NewEvent[]::new));
            open.appendAgain();

            assertThat(events.relay().move()).isEqualTo(EventRelay.MOST_ROWS);
        }
        assertThat(events.relay().move()).isEqualTo(2);
        assertThat(events.schema.meters().find("baton_deadlocks").counter()).isNull();
        assertSequencesWithoutGaps(tenant, EventRelay.MOST_ROWS + 2);
    }

    @Test
    void givesSequencesWithoutGapsThoughRelaysOverlapAndDie() throws Exception {
        var tenants = List.of(EventFixture.tenant(), EventFixture.tenant(), EventFixture.tenant());
        var writing = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var relays =
                    List.of(threads.submit(relaying(writing)), threads.submit(relaying(writing)));
            var killer = threads.submit(killing(writing));
            var writers = new ArrayList<Future<?>>();
            for (var writer = 0; writer < WRITERS; writer++) {
                writers.add(threads.submit(() -> write(tenants)));
            }
            for (var writer : writers) {
                writer.get();
            }
            writing.set(false);
            for (var relay : relays) {
                relay.get();
            }
            killer.get();
        }
        while (events.relay().move() > 0) {}

        var each = WRITERS * TRANSACTIONS;
        tenants.forEach(tenant -> assertSequencesWithoutGaps(tenant, each));
        assertThat(
                        events.schema
                                .jdbc()
                                .queryForList(
                                        "SELECT position FROM event ORDER BY position", Long.class))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 3L * each).boxed().toList());
    }

    private void write(List<TenantId> tenants) {
        for (var number = 0; number < TRANSACTIONS; number++) {
            for (var tenant : tenants) {
                events.append(EventFixture.noted(tenant, number));
            }
        }
    }

    private Runnable relaying(AtomicBoolean writing) {
        var relay = events.relay();
        return () -> {
            while (writing.get()) {
                relay.move();
            }
        };
    }

    /** An interrupt closes the connection of a virtual thread wherever it is just then. */
    private Runnable killing(AtomicBoolean writing) {
        return () -> {
            while (writing.get()) {
                var relay = events.relay();
                var victim =
                        Thread.ofVirtual()
                                .unstarted(
                                        () -> {
                                            while (!Thread.currentThread().isInterrupted()) {
                                                relay.move();
                                            }
                                        });
                victim.setUncaughtExceptionHandler((_, _) -> {});
                victim.start();
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000, 30_000_000));
                victim.interrupt();
                try {
                    victim.join();
                } catch (InterruptedException e) {
                    return;
                }
            }
        };
    }

    private void assertSequencesWithoutGaps(TenantId tenant, int count) {
        assertThat(events.log.after(tenant, 0, count + 1))
                .extracting(Event::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList());
    }
}
