package dev.baton.webhook;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/** Counts failed attempts at receivers, all as one service: tenants cannot multiply the figures. */
@Component
class WebhookMetrics {

    private static final String STATUS = "status_";

    private final MeterRegistry meters;

    WebhookMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void ended(AttemptOutcome outcome) {
        var failure = outcome.failure();
        if (failure != null) {
            meters.counter(
                            "baton.downstream.errors",
                            "service",
                            "webhooks",
                            "reason",
                            reason(failure))
                    .increment();
        }
    }

    /** A receiver chooses its status; 404 and 410 need not be told apart here. */
    private static String reason(String failure) {
        return failure.startsWith(STATUS)
                ? STATUS + failure.charAt(STATUS.length()) + "xx"
                : failure;
    }
}
