package dev.baton.event;

import dev.baton.platform.Repeater;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Gathers the signals of this instance and appends them once a second. */
@Component
class ScreenSignals implements ChangeSignals, SmartLifecycle {

    private static final EventType CHANGED = EventType.internally(TYPE);
    private static final Duration PACE = Duration.ofSeconds(1);

    private record Signal(TenantId tenant, String kind) {}

    private final EventLog events;
    private final RetryingTransactions transactions;
    private final Set<Signal> waiting = ConcurrentHashMap.newKeySet();
    private final Repeater repeater = new Repeater("change-signals", this::round);

    ScreenSignals(EventLog events, RetryingTransactions transactions) {
        this.events = events;
        this.transactions = transactions;
    }

    @Override
    public void changed(TenantId tenant, String kind) {
        waiting.add(new Signal(tenant, kind));
    }

    private Duration round() {
        var told = List.copyOf(waiting);
        if (!told.isEmpty()) {
            told.forEach(waiting::remove);
            transactions.run(
                    "change_signals",
                    () -> events.append(told.stream().map(ScreenSignals::event).toList()));
        }
        return PACE;
    }

    private static NewEvent event(Signal signal) {
        return new NewEvent(
                signal.tenant(), CHANGED, signal.tenant().value(), Map.of(KIND, signal.kind()), null);
    }

    @Override
    public void start() {
        repeater.start();
    }

    @Override
    public void stop() {
        repeater.stop(Duration.ofSeconds(1));
    }

    @Override
    public boolean isRunning() {
        return repeater.isRunning();
    }

    /** Declares the type to the catalogue. */
    @Configuration(proxyBeanMethods = false)
    static class Types {

        @Bean
        EventType screenChanged() {
            return CHANGED;
        }
    }
}
