package dev.baton.agent;

import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.event.EventType;
import dev.baton.event.NewEvent;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The events of agents. They go to the owner's log. */
@Configuration(proxyBeanMethods = false)
class AgentEvents {

    static final EventType CREATED = EventType.publicly("agent.created");
    static final EventType UPDATED = EventType.publicly("agent.updated");
    static final EventType DELETED = EventType.publicly("agent.deleted");

    private static final Map<String, EventType> ALL =
            List.of(CREATED, UPDATED, DELETED).stream()
                    .collect(Collectors.toMap(EventType::name, type -> type));

    @Bean
    EventType agentCreated() {
        return CREATED;
    }

    @Bean
    EventType agentUpdated() {
        return UPDATED;
    }

    @Bean
    EventType agentDeleted() {
        return DELETED;
    }

    static boolean areAbout(Event event) {
        return ALL.containsKey(event.type());
    }

    static void append(EventLog log, Agent agent, AgentChanged.Change change) {
        var type =
                switch (change) {
                    case CREATED -> CREATED;
                    case EDITED, ENABLED, DISABLED, SHARED -> UPDATED;
                    case DELETED -> DELETED;
                };
        log.append(
                new NewEvent(
                        agent.owner(),
                        type,
                        agent.id().value(),
                        Map.of(
                                "agent_id",
                                agent.id().value().toString(),
                                "name",
                                agent.name(),
                                "kind",
                                agent.kind(),
                                "enabled",
                                agent.isEnabled(),
                                "change",
                                change.name().toLowerCase(Locale.ROOT)),
                        null));
    }
}
