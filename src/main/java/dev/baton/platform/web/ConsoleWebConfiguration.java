package dev.baton.platform.web;

import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.FlashMapManager;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;

import java.util.EnumSet;

/** Wires what every page of the console shares. */
@Configuration(proxyBeanMethods = false)
class ConsoleWebConfiguration {

    @Bean
    MessageSource messageSource() {
        return MessageBundles.messageSource();
    }

    @Bean
    LocaleResolver localeResolver(ObjectProvider<Viewer> viewers) {
        var visitor = new Visitor();
        return new ViewerLocaleResolver(() -> viewers.getIfAvailable(() -> visitor));
    }

    @Bean(DispatcherServlet.FLASH_MAP_MANAGER_BEAN_NAME)
    FlashMapManager flashMapManager() {
        return new ForegroundFlashMaps();
    }

    @Bean
    FilterRegistrationBean<ContentSecurityPolicyFilter> contentSecurityPolicy() {
        var registration = new FilterRegistrationBean<>(new ContentSecurityPolicyFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return registration;
    }

    /** Writes the versioned address of an asset wherever a template says {@code @{/assets/…}}. */
    @Bean
    FilterRegistrationBean<ResourceUrlEncodingFilter> versionedAddresses() {
        var registration = new FilterRegistrationBean<>(new ResourceUrlEncodingFilter());
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        return registration;
    }
}
