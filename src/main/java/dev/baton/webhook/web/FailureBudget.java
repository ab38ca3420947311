package dev.baton.webhook.web;

import dev.baton.platform.web.chart.Meter;
import dev.baton.webhook.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;

/** How much of its patience Baton has used up with an endpoint that only fails. */
record FailureBudget(Instant since, Instant until, Duration used, Meter meter) {

    static Optional<FailureBudget> of(
            Endpoint endpoint, Instant now, MessageSource messages, Locale locale) {
        return endpoint.failingSince()
                .filter(_ -> endpoint.isActive())
                .map(
                        since -> {
                            var used = Duration.between(since, now);
                            var share = (double) used.toMillis() / Endpoint.PATIENCE.toMillis();
                            return new FailureBudget(
                                    since,
                                    since.plus(Endpoint.PATIENCE),
                                    used,
                                    meter(share, messages, locale));
                        });
    }

    private static Meter meter(double share, MessageSource messages, Locale locale) {
        var percent = Long.toString(Math.round(Math.min(1, share) * 100));
        var told = messages.getMessage("webhook.patience.used", new Object[] {percent}, locale);
        return new Meter(told == null ? "" : told, share, 0, 1);
    }
}
