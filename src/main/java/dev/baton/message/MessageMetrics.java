package dev.baton.message;

import static java.util.Objects.requireNonNull;

import dev.baton.ledger.Entrance;
import dev.baton.ledger.UsageRecord;
import dev.baton.ledger.UsageStatus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How messages end and how long they take. A message is a flow like any other, of the type {@code
 * message}; the completion rate is the completed ones of {@code baton_workflow_total}.
 */
@Component
class MessageMetrics {

    private static final String TYPE = "message";
    private static final Duration[] BOUNDS =
            Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final Map<Entrance, Timer> times = new EnumMap<>(Entrance.class);
    private final Map<Entrance, Map<UsageStatus, Counter>> ends = new EnumMap<>(Entrance.class);

    MessageMetrics(MeterRegistry meters) {
        // From the start, so that a rate can be asked for before the first message has ended.
        for (var entrance : Entrance.values()) {
            times.put(entrance, time(meters, entrance));
            var counters = new EnumMap<UsageStatus, Counter>(UsageStatus.class);
            for (var status : UsageStatus.values()) {
                counters.put(status, end(meters, entrance, status));
            }
            ends.put(entrance, counters);
        }
    }

    void ended(UsageRecord usage) {
        var entrance = usage.call().entrance();
        requireNonNull(requireNonNull(ends.get(entrance)).get(usage.status())).increment();
        requireNonNull(times.get(entrance))
                .record(Duration.ofNanos(usage.latencyMicros() * 1_000));
    }

    private static Timer time(MeterRegistry meters, Entrance entrance) {
        return Timer.builder("baton.workflow")
                .description("From a message's arrival to its end")
                .tag("workflow", TYPE)
                .tag("entrance", entrance.wire())
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }

    private static Counter end(MeterRegistry meters, Entrance entrance, UsageStatus status) {
        return Counter.builder("baton.workflow.total")
                .description("Messages that ended")
                .tag("workflow", TYPE)
                .tag("entrance", entrance.wire())
                .tag("status", status.wire())
                .register(meters);
    }
}
