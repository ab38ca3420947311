package dev.baton.tenant.web;

import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Registers the actor's argument resolver, the check of every route and the tenant in logs and memory.
 */
@Configuration(proxyBeanMethods = false)
class TenantWebConfiguration implements WebMvcConfigurer {

    static {
        // They come from the credential; the API's description must not ask for them.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class, TenantId.class);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ActorArgumentResolver());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new TenantInLogs());
        registry.addInterceptor(new TenantInMemory());
        registry.addInterceptor(new RouteAccess());
    }
}
