package dev.baton.prompt;

import dev.baton.event.EventType;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The events of prompt templates: for the caches of other instances. */
@Configuration(proxyBeanMethods = false)
class PromptEvents {

    static final EventType REVISED = EventType.internally("prompt.revised");

    @Bean
    EventType promptRevised() {
        return REVISED;
    }
}
