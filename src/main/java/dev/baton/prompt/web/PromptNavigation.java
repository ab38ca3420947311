package dev.baton.prompt.web;

import dev.baton.platform.web.NavigationEntry;
import dev.baton.platform.web.NavigationGroup;
import dev.baton.tenant.Permission;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where prompt templates stand in the console. */
@Configuration(proxyBeanMethods = false)
class PromptNavigation {

    @Bean
    NavigationEntry promptsEntry() {
        return new NavigationEntry(
                NavigationGroup.BUILD,
                20,
                "/prompts",
                "prompt.index.title",
                "message-code",
                Permission.PROMPTS_READ.wire());
    }
}
