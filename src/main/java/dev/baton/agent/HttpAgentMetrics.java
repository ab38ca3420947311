package dev.baton.agent;

import static java.util.Objects.requireNonNull;

import dev.baton.model.CallFailed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts failed calls to remote agents, all as one service: tenants cannot multiply the figures. */
@Component
class HttpAgentMetrics {

    private final Map<CallFailed.Reason, Counter> errors = new EnumMap<>(CallFailed.Reason.class);

    HttpAgentMetrics(MeterRegistry meters) {
        for (var reason : CallFailed.Reason.values()) {
            errors.put(
                    reason,
                    meters.counter(
                            "baton.downstream.errors",
                            "service",
                            "http-agents",
                            "reason",
                            reason.name().toLowerCase(Locale.ROOT)));
        }
    }

    void failed(CallFailed failure) {
        requireNonNull(errors.get(failure.reason())).increment();
    }
}
