package dev.baton.platform.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The state of the connection pool as {@code baton_http_pool_*}, and of the open calls. */
final class OutgoingHttpMetrics implements MeterBinder {

    private final OutgoingHttp http;

    OutgoingHttpMetrics(OutgoingHttp http) {
        this.http = http;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("baton.http.pool.leased", http, it -> it.stats().getLeased())
                .description("Outgoing connections in use")
                .register(registry);
        Gauge.builder("baton.http.pool.idle", http, it -> it.stats().getAvailable())
                .description("Outgoing connections kept for the next call")
                .register(registry);
        Gauge.builder("baton.http.pool.waiting", http, it -> it.stats().getPending())
                .description("Outgoing calls that wait for a connection")
                .register(registry);
        Gauge.builder("baton.http.pool.max", http, it -> it.stats().getMax())
                .description("Outgoing connections allowed at once")
                .register(registry);
        FunctionCounter.builder("baton.http.pool.opened", http, OutgoingHttp::opened)
                .description("Outgoing connections opened since the start")
                .register(registry);
        Gauge.builder("baton.http.calls", http, OutgoingHttp::calls)
                .description("Outgoing calls that have not ended")
                .register(registry);
    }
}
