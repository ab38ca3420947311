package dev.baton.platform.problem;

import dev.baton.platform.problem.ProbeApplication.ProbeApi;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An API that fails in every way, on a real server, without database and sign-in. */
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.session.jdbc.autoconfigure.JdbcSessionAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
        })
@ConfigurationPropertiesScan("dev.baton.platform.body")
@ComponentScan({
    "dev.baton.platform.problem",
    "dev.baton.platform.body",
    "dev.baton.platform.trace"
})
@Import({ProbeApi.class, ProbeApplication.ProbePage.class})
class ProbeApplication {

    @Bean
    MessageSource messageSource() {
        var source = new ResourceBundleMessageSource();
        source.setBasename("i18n/problem/messages");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }

    enum Colour {
        RED,
        GREEN
    }

    record Part(int maxTokens) {}

    record Order(
            @NotBlank @Size(max = 5) String name,
            @Min(1) int count,
            List<Part> parts,
            @Nullable Instant due,
            @Nullable Colour colour) {}

    @TestComponent
    @RestController
    static class ProbeApi {

        @PostMapping("/api/v1/orders")
        Map<String, Object> create(@Valid @RequestBody Order order) {
            return Map.of("order_name", order.name());
        }

        @PostMapping({"/v1/anything", "/api/v1/anything"})
        JsonNode anything(@RequestBody JsonNode body) {
            return body;
        }

        @GetMapping("/api/v1/orders/{id}")
        Order get(@PathVariable UUID id, @RequestParam(defaultValue = "1") int limit) {
            return new Order("a", limit, List.of(new Part(7)), Instant.EPOCH, Colour.RED);
        }

        @GetMapping({"/api/v1/failures/{kind}", "/v1/failures/{kind}", "/elsewhere/{kind}"})
        String fail(@PathVariable String kind) {
            throw switch (kind) {
                case "limit" -> new Limit();
                case "stale" -> new OptimisticLockingFailureException("old");
                case "database" ->
                        new CannotGetJdbcConnectionException(
                                "jdbc:mysql://secret-host", new java.sql.SQLException("down"));
                case "peer" -> new IllegalStateException(new java.io.IOException("Broken pipe"));
                default -> new IllegalStateException("internal detail");
            };
        }
    }

    @TestComponent
    @Controller
    static class ProbePage {

        @GetMapping("/page")
        String page() {
            throw new IllegalStateException("of the console");
        }
    }

    static class Limit extends LimitReached {

        Limit() {
            super("tenant_limit", "100 a minute.", Duration.ofMillis(2_300));
        }

        @Override
        public Map<String, Object> extensions() {
            return Map.of("limit", "tenant");
        }
    }
}
