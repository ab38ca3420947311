package dev.baton.platform.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

import java.time.Clock;
import java.util.Map;

/**
 * The frame alone, without database and sign-in: for its tests, and to look at the style guide
 * while working on it. Deliberately no configuration class, so that the application's own scan
 * passes by.
 */
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
@ComponentScan({"dev.baton.platform.web", "dev.baton.platform.trace", "dev.baton.console.styleguide",
            "dev.baton.console.web"})
class FrameTestApplication {

    public static void main(String[] args) {
        start(args);
    }

    static ConfigurableApplicationContext start(String... args) {
        var application = new SpringApplication(FrameTestApplication.class);
        // No database: nothing here asks for one.
        application.setInitializers(
                application.getInitializers().stream()
                        .filter(it -> !it.getClass().getSimpleName().equals("DatabaseStart"))
                        .toList());
        application.setDefaultProperties(
                Map.of("management.endpoint.health.validate-group-membership", "false"));
        return application.run(args);
    }

    @Bean
    Viewer ana() {
        return new TestViewer();
    }

    @Bean
    NavigationEntry overview() {
        return entry(
                NavigationGroup.OVERVIEW,
                10,
                "/styleguide/dashboard",
                "dashboard",
                "layout-dashboard");
    }

    @Bean
    NavigationEntry agents() {
        return entry(NavigationGroup.BUILD, 10, "/styleguide/agents", "agents", "robot");
    }

    @Bean
    NavigationEntry prompts() {
        return entry(NavigationGroup.BUILD, 20, "/prompts", "prompts", "message-code");
    }

    @Bean
    NavigationEntry keys() {
        return entry(NavigationGroup.CONNECT, 10, "/keys", "keys", "key");
    }

    @Bean
    NavigationEntry webhooks() {
        return entry(NavigationGroup.CONNECT, 20, "/webhooks", "webhooks", "webhook");
    }

    @Bean
    NavigationEntry providers() {
        return entry(NavigationGroup.CONNECT, 30, "/providers", "providers", "plug-connected");
    }

    @Bean
    NavigationEntry usage() {
        return entry(NavigationGroup.WATCH, 10, "/usage", "usage", "chart-bar");
    }

    @Bean
    NavigationEntry users() {
        return entry(NavigationGroup.MANAGE, 10, "/users", "users", "users");
    }

    @Bean
    NavigationEntry tenants() {
        return new NavigationEntry(
                NavigationGroup.PLATFORM,
                10,
                "/tenants",
                "frametest.tenants",
                "building",
                "TENANT_WRITE");
    }

    private static NavigationEntry entry(
            NavigationGroup group, int order, String href, String name, String icon) {
        return new NavigationEntry(group, order, href, "frametest." + name, icon, null);
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
