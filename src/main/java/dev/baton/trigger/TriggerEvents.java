package dev.baton.trigger;

import dev.baton.event.EventType;
import dev.baton.event.NewEvent;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.Map;
import java.util.TreeMap;

/** The events of triggers; they carry ids and facts, never what a run gets. */
@Configuration(proxyBeanMethods = false)
class TriggerEvents {

    static final EventType FIRED = EventType.publicly("trigger.fired");
    static final EventType SKIPPED = EventType.publicly("trigger.skipped");

    @Bean
    EventType triggerFired() {
        return FIRED;
    }

    @Bean
    EventType triggerSkipped() {
        return SKIPPED;
    }

    static NewEvent fired(Trigger trigger, Firing firing) {
        var data = data(trigger, firing);
        data.put("run_id", firing.id().toString());
        return event(FIRED, trigger, firing, data);
    }

    static NewEvent skipped(Trigger trigger, Firing firing, String reason) {
        var data = data(trigger, firing);
        data.put("reason", reason);
        return event(SKIPPED, trigger, firing, data);
    }

    private static TreeMap<String, Object> data(Trigger trigger, Firing firing) {
        var data = new TreeMap<String, Object>();
        data.put("trigger_id", trigger.id().value().toString());
        data.put("name", trigger.name());
        data.put("kind", trigger.kind().wire());
        data.put("workflow_id", trigger.workflow().toString());
        data.put("due_at", firing.dueAt().toString());
        return data;
    }

    private static NewEvent event(
            EventType type, Trigger trigger, Firing firing, Map<String, Object> data) {
        return new NewEvent(
                trigger.id().tenant(), type, trigger.id().value(), data, firing.traceId());
    }
}
