package dev.baton.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class ConsumerLoopTests {

    private final EventFixture events = new EventFixture();
    private final TenantId tenant = EventFixture.tenant();

    // What the consumer writes in the transaction of its cursor; a second time is refused.
    @BeforeEach
    void forgetEffects() {
        events.schema
                .jdbc()
                .execute("CREATE TABLE IF NOT EXISTS test_effect (position BIGINT PRIMARY KEY)");
        events.schema.empty("test_effect");
    }

    @Test
    void takesEachEventOnceThoughTwoInstancesAdvance() throws Exception {
        var loops = List.of(loop(new Recording()), loop(new Recording()));
        append(2_000);

        try (var threads = Executors.newFixedThreadPool(loops.size())) {
            var running =
                    loops.stream()
                            .map(loop -> threads.submit(() -> advanceUntil(loop, 2_000)))
                            .toList();
            for (var each : running) {
                each.get();
            }
        }

        assertThat(recorded()).containsExactlyElementsOf(positions(2_000));
    }

    @Test
    void handsOverAgainWhatWasRolledBack() {
        var failing = new Recording();
        failing.poison = 3;
        var loop = loop(failing);
        append(3);

        assertThatThrownBy(loop::advance).hasMessage("poison");
        assertThat(recorded()).isEmpty();

        failing.poison = 0;
        while (loop.advance()) {}
        assertThat(recorded()).containsExactlyElementsOf(positions(3));
    }

    @Test
    void stopsAtABadEventAndSkipsNone() {
        var failing = new Recording();
        failing.poison = 30;
        var loop = loop(failing);
        append(40);

        for (var attempt = 0; attempt < 20; attempt++) {
            try {
                while (loop.advance()) {}
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("poison");
            }
        }
        assertThat(recorded()).containsExactlyElementsOf(positions(29));
        assertThat(events.schema.meters().get("baton_feed_failures").counter().count())
                .isEqualTo(20);

        failing.poison = 0;
        while (loop.advance()) {}
        assertThat(recorded()).containsExactlyElementsOf(positions(40));
    }

    @Test
    void beginsWithWhatHappensAfterItIsKnown() {
        append(5);
        var loop = loop(new Recording());
        append(1);

        while (loop.advance()) {}

        assertThat(recorded()).containsExactly(6L);
    }

    @Test
    void tellsHowManyEventsItHasBeforeIt() {
        var loop = loop(new Recording());
        append(3);
        loop.advance();
        loop.wake(3);
        var lag = events.schema.meters().get("baton_feed_lag").gauge();
        assertThat(lag.value()).isZero();

        append(5);
        loop.wake(8);
        assertThat(lag.value()).isEqualTo(5);
        assertThat(lag.getId().getTag("consumer")).isEqualTo(new Recording().name());

        loop.advance();
        assertThat(lag.value()).isZero();
    }

    @Test
    void goesOnWithWhatIsLeftWhenItWasTooLate() {
        var loop = loop(new Recording());
        append(2_000);
        events.schema.jdbc().update("DELETE FROM event WHERE position <= 1990");
        loop.wake(2_000);

        while (loop.advance()) {}

        assertThat(recorded()).containsExactlyElementsOf(positions(2_000).subList(1_990, 2_000));
    }

    private ConsumerLoop loop(FeedConsumer consumer) {
        var loop = events.loop(consumer);
        loop.register();
        return loop;
    }

    private void append(int count) {
        events.append(
                IntStream.range(0, count)
                        .mapToObj(number -> EventFixture.noted(tenant, number))
                        .toArray(NewEvent[]::new));
        while (events.relay().move() > 0) {}
    }

    private void advanceUntil(ConsumerLoop loop, int count) {
        while (recorded().size() < count) {
            loop.advance();
        }
    }

    private List<Long> recorded() {
        return events.schema
                .jdbc()
                .queryForList("SELECT position FROM test_effect ORDER BY position", Long.class);
    }

    private static List<Long> positions(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private class Recording implements FeedConsumer {

        private long poison;

        @Override
        public String name() {
            return "test";
        }

        @Override
        public void consume(List<Event> batch) {
            var rows = new ArrayList<Object[]>();
            for (var event : batch) {
                if (event.position() == poison) {
                    throw new IllegalStateException("poison");
                }
                rows.add(new Object[] {event.position()});
            }
            events.schema.jdbc().batchUpdate("INSERT INTO test_effect VALUES (?)", rows);
        }
    }
}
