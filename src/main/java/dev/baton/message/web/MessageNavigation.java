package dev.baton.message.web;

import dev.baton.platform.web.NavigationEntry;
import dev.baton.platform.web.NavigationGroup;
import dev.baton.tenant.Permission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The messages' place in the navigation. */
@Configuration(proxyBeanMethods = false)
class MessageNavigation {

    @Bean
    NavigationEntry messagesNavigation() {
        return new NavigationEntry(
                NavigationGroup.RUN,
                10,
                "/messages",
                "message.list.title",
                "messages",
                Permission.MESSAGES_READ.wire());
    }
}
