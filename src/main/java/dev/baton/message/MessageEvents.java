package dev.baton.message;

import dev.baton.event.EventType;
import dev.baton.event.NewEvent;
import dev.baton.ledger.Money;
import dev.baton.ledger.UsageRecord;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The events of messages; they carry figures and ids, never what was said. */
@Configuration(proxyBeanMethods = false)
class MessageEvents {

    static final EventType COMPLETED = EventType.publicly("message.completed");
    static final EventType FAILED = EventType.publicly("message.failed");
    static final EventType LIMIT_REACHED = EventType.publicly("tenant.limit_reached");

    @Bean
    EventType messageCompleted() {
        return COMPLETED;
    }

    @Bean
    EventType messageFailed() {
        return FAILED;
    }

    @Bean
    EventType tenantLimitReached() {
        return LIMIT_REACHED;
    }

    /** A message that ended without a call: there are no figures to tell. */
    static NewEvent failed(Message message, String code) {
        var data = new HashMap<String, Object>();
        data.put("message_id", message.id().toString());
        data.put("agent_id", message.agent() == null ? null : message.agent().toString());
        data.put("agent", message.agentName());
        data.put("status", MessageStatus.FAILED.wire());
        data.put("error", code);
        return new NewEvent(message.tenant(), FAILED, message.id(), data, message.traceId());
    }

    static NewEvent ended(
            EventType type, UsageRecord usage, String currency, @Nullable String code) {
        var call = usage.call();
        var data = new HashMap<String, Object>();
        data.put("message_id", call.message().toString());
        data.put("agent_id", call.agent().toString());
        data.put("agent", call.agentName());
        data.put("model", call.model());
        data.put("status", usage.status().wire());
        data.put("tokens_in", usage.tokens().input());
        data.put("tokens_out", usage.tokens().output());
        data.put("cost", new Money(usage.costNanos(), currency).text());
        data.put("currency", currency);
        data.put("latency_ms", usage.latencyMicros() / 1_000);
        data.put("error", code);
        return new NewEvent(call.tenant(), type, call.message(), data, call.traceId());
    }
}
