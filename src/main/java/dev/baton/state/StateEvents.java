package dev.baton.state;

import dev.baton.event.EventType;
import dev.baton.event.NewEvent;
import dev.baton.platform.trace.Trace;

import org.slf4j.MDC;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.Map;

/** What is told of records: that they changed, never what they hold. */
@Configuration(proxyBeanMethods = false)
class StateEvents {

    static final EventType CHANGED = EventType.publicly("state.changed");
    static final EventType EXPIRED = EventType.publicly("state.expired");

    /** How it changed. */
    enum Change {
        CREATED("created"),
        UPDATED("updated"),
        DELETED("deleted");

        private final String wire;

        Change(String wire) {
            this.wire = wire;
        }
    }

    @Bean
    EventType stateChanged() {
        return CHANGED;
    }

    @Bean
    EventType stateExpired() {
        return EXPIRED;
    }

    /**
     * @param record as it is now, or was at last
     */
    static NewEvent changed(StateRecord record, Change change) {
        var key = record.key();
        return new NewEvent(
                key.tenant(),
                CHANGED,
                record.id(),
                Map.of(
                        "namespace", key.namespace(),
                        "key", key.key(),
                        "version", record.version(),
                        "change", change.wire),
                MDC.get(Trace.MDC_KEY));
    }

    static NewEvent expired(StateRecord record) {
        var key = record.key();
        return new NewEvent(
                key.tenant(),
                EXPIRED,
                record.id(),
                Map.of(
                        "namespace", key.namespace(),
                        "key", key.key(),
                        "version", record.version()),
                null);
    }
}
