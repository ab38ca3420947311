package dev.baton.work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import java.util.List;

/** What an operator watches: how much waits in each queue, for how long, and how work ends. */
@Component
class WorkMetrics {

    private final MeterRegistry meters;
    private final WorkDepth depth;

    WorkMetrics(MeterRegistry meters, WorkDepth depth) {
        this.meters = meters;
        this.depth = depth;
    }

    void watch(List<String> queues) {
        for (var queue : queues) {
            Gauge.builder("baton_work_depth", () -> depth.items(queue))
                    .description("Items of the queue, running ones included, as far as they are counted")
                    .tag("queue", queue)
                    .register(meters);
            Gauge.builder("baton_work_oldest_seconds", () -> depth.oldestSeconds(queue))
                    .description("How long the longest waiting due item has waited")
                    .tag("queue", queue)
                    .register(meters);
        }
    }

    void claimed(String queue) {
        meters.counter("baton_work_claims", "queue", queue).increment();
    }

    void retried(String queue) {
        meters.counter("baton_work_retries", "queue", queue).increment();
    }

    void buried(String queue) {
        meters.counter("baton_work_dead", "queue", queue).increment();
    }

    void leaseLost(String queue) {
        meters.counter("baton_work_lease_lost", "queue", queue).increment();
    }
}
