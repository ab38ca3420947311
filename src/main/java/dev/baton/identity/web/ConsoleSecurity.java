package dev.baton.identity.web;

import dev.baton.tenant.web.ActorAuthentication;

import jakarta.servlet.DispatcherType;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Guards the console: everything that is not an API, with a session and CSRF tokens. What a person
 * may do on a page is decided by the page's own {@code @Requires}; here one must be somebody.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {

    /** Open to visitors. Each route below still says so itself. */
    private static final String[] OPEN = {
        "/login",
        "/no-tenant",
        "/invitations/**",
        "/password-resets/*",
        "/preferences/*",
        "/assets/**",
        "/webjars/**",
        "/favicon.ico",
        "/robots.txt",
        "/health",
        "/.well-known/**",
        "/v3/api-docs",
        "/v3/api-docs/**",
        "/v3/api-docs.yaml",
        "/swagger-ui",
        "/swagger-ui/**"
    };

    @Bean
    @Order(2)
    SecurityFilterChain consoleChain(
            HttpSecurity http,
            PersonContexts contexts,
            CsrfCookies csrf,
            SignInEntryPoint entry,
            RefusedRequests refusals) {
        return http.securityMatcher(notAnApi())
                .securityContext(it -> it.securityContextRepository(contexts))
                .csrf(it -> it.csrfTokenRepository(csrf))
                .addFilterBefore(new VisitorBodies(entry), CsrfFilter.class)
                .requestCache(it -> it.requestCache(new NullRequestCache()))
                .exceptionHandling(
                        it -> it.authenticationEntryPoint(entry).accessDeniedHandler(refusals))
                .logout(it -> it.logoutUrl("/logout").logoutSuccessUrl("/login?out"))
                .authorizeHttpRequests(
                        it ->
                                it.dispatcherTypeMatchers(
                                                DispatcherType.FORWARD,
                                                DispatcherType.ERROR,
                                                DispatcherType.ASYNC)
                                        .permitAll()
                                        .requestMatchers(OPEN)
                                        .permitAll()
                                        .anyRequest()
                                        .access(
                                                (authentication, _) ->
                                                        new AuthorizationDecision(
                                                                authentication.get()
                                                                        instanceof
                                                                        ActorAuthentication)))
                .build();
    }

    /** What no other chain wanted is nobody's. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain nobodysChain(HttpSecurity http) {
        return http.authorizeHttpRequests(it -> it.anyRequest().denyAll()).build();
    }

    private static RequestMatcher notAnApi() {
        var paths = PathPatternRequestMatcher.withDefaults();
        return new NegatedRequestMatcher(
                new OrRequestMatcher(paths.matcher("/api/**"), paths.matcher("/v1/**")));
    }
}
