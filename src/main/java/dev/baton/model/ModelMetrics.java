package dev.baton.model;

import dev.baton.model.provider.OpenConnection;
import dev.baton.tenant.TenantId;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Figures about calls to providers. A service is a connection of the platform by its name, or the
 * kind of provider for all of the tenants' own, so that tenants cannot multiply the figures.
 */
@Component
class ModelMetrics {

    private final MeterRegistry registry;
    private final Map<String, Service> services = new ConcurrentHashMap<>();

    ModelMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    Service of(OpenConnection connection) {
        return services.computeIfAbsent(label(connection), Service::new);
    }

    private static String label(OpenConnection connection) {
        return connection.id().tenant().equals(TenantId.PLATFORM)
                ? connection.name()
                : connection.kind().wire();
    }

    /** The figures of one service. */
    final class Service {

        private final Timer duration;
        private final Counter input;
        private final Counter output;
        private final Map<CallFailed.Reason, Counter> errors =
                new EnumMap<>(CallFailed.Reason.class);

        private Service(String label) {
            duration =
                    Timer.builder("baton.downstream")
                            .description("Time of calls to providers, to the end of the answer")
                            .tag("service", label)
                            .publishPercentileHistogram()
                            .minimumExpectedValue(Duration.ofMillis(5))
                            .maximumExpectedValue(Duration.ofMinutes(5))
                            .register(registry);
            input = tokens(label, "input");
            output = tokens(label, "output");
            for (var reason : CallFailed.Reason.values()) {
                errors.put(reason, errors(label, reason));
            }
        }

        Watch start() {
            return new Watch(this, System.nanoTime());
        }

        private Counter tokens(String label, String direction) {
            return Counter.builder("baton.tokens")
                    .description("Tokens that providers were sent and gave back")
                    .tag("service", label)
                    .tag("direction", direction)
                    .register(registry);
        }

        private Counter errors(String label, CallFailed.Reason reason) {
            return Counter.builder("baton.downstream.errors")
                    .description("Calls to providers that gave no usable answer")
                    .tag("service", label)
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    /** Times one call. */
    record Watch(Service service, long start) {

        void succeeded(TokenUsage usage) {
            ended(usage);
        }

        void failed(CallFailed failure) {
            ended(failure.usage());
            var errors = service.errors.get(failure.reason());
            if (errors != null) {
                errors.increment();
            }
        }

        /** Neither an answer nor a failure of the provider's: here it was not wanted to its end. */
        void brokenOff(TokenUsage usage) {
            ended(usage);
        }

        private void ended(TokenUsage usage) {
            service.duration.record(Duration.ofNanos(System.nanoTime() - start));
            service.input.increment(usage.input());
            service.output.increment(usage.output());
        }
    }
}
