package dev.baton.identity.key;

import dev.baton.limit.AddressLimits;
import dev.baton.platform.problem.ProblemWriter;

import jakarta.servlet.DispatcherType;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/**
 * Guards the API: a living key on every request, no session, no cookie. What the key may do is
 * decided by each route's own {@code @Requires}.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    private static final String JWKS = "/.well-known/jwks.json";

    @Bean
    @Order(1)
    SecurityFilterChain apiChain(
            HttpSecurity http,
            KeyVerifier verifier,
            KeyUses uses,
            AddressLimits addresses,
            ProblemWriter problems) {
        var contexts = new RequestAttributeSecurityContextRepository();
        var bearers = new BearerFilter(verifier, uses, addresses, contexts, problems);
        return http.securityMatcher("/api/**", "/v1/**", JWKS)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .securityContext(it -> it.securityContextRepository(contexts))
                .addFilterBefore(bearers, AnonymousAuthenticationFilter.class)
                .exceptionHandling(
                        it ->
                                it.authenticationEntryPoint(
                                                (request, response, _) ->
                                                        bearers.refuse(
                                                                request,
                                                                response,
                                                                new MissingApiKey()))
                                        .accessDeniedHandler(problems::write))
                .authorizeHttpRequests(
                        it ->
                                it.dispatcherTypeMatchers(
                                                DispatcherType.ASYNC, DispatcherType.ERROR)
                                        .permitAll()
                                        .requestMatchers(JWKS)
                                        .permitAll()
                                        .anyRequest()
                                        .authenticated())
                .build();
    }
}
