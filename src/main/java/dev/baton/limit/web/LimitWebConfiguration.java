package dev.baton.limit.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the rate limits in front of both APIs. */
@Configuration(proxyBeanMethods = false)
class LimitWebConfiguration implements WebMvcConfigurer {

    private final RateLimitInterceptor interceptor;

    LimitWebConfiguration(RateLimitInterceptor interceptor) {
        this.interceptor = interceptor;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(interceptor).addPathPatterns("/api/**", "/v1/**");
    }
}
