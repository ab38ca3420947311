package dev.baton;

import static java.util.Map.entry;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

import java.util.Map;
import java.util.function.Supplier;

/**
 * The variables of every Spring application that a test starts in this process. They stand before
 * the machine's own environment; what a test sets itself, as a property or an argument, wins.
 */
class TestEnvironment implements EnvironmentPostProcessor {

    private static final Map<String, Supplier<String>> VARIABLES =
            Map.ofEntries(
                    entry("DATABASE_URL", TestDatabase::url),
                    entry("BATON_HOME", () -> "target/test-home"),
                    entry("ENVIRONMENT", () -> "development"),
                    entry("DEMO_DATA", () -> "false"),
                    // Another context's port would be taken.
                    entry("MANAGEMENT_PORT", () -> "0"),
                    // Who reads nothing of an answer is not waited for in a test.
                    entry("RESPONSE_PATIENCE", () -> "2s"),
                    entry("STOP_DRAIN", () -> "0s"),
                    entry("TENANT_QUEUED_MESSAGES", () -> "300"),
                    // A context that waits in the cache keeps no more than it needs.
                    entry("spring.datasource.hikari.minimum-idle", () -> "2"),
                    entry("spring.datasource.hikari.idle-timeout", () -> "10000"),
                    // An answer that is still being streamed cannot be printed meanwhile.
                    entry("spring.test.mockmvc.print", () -> "none"),
                    // All tests of a run share one minute.
                    entry("GLOBAL_RATE_LIMIT", () -> "1000000"),
                    entry("ADDRESS_RATE_LIMIT", () -> "1000000"));

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        if (Boolean.getBoolean(ServerProcess.OWN_ENVIRONMENT)) {
            return;
        }
        environment
                .getPropertySources()
                .addBefore(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new Variables());
    }

    /** Computes a value when it is asked for: a test without a database starts none. */
    private static final class Variables extends PropertySource<Object> {

        private Variables() {
            super("test variables");
        }

        @Override
        public @Nullable Object getProperty(String name) {
            var variable = VARIABLES.get(name);
            return variable == null ? null : variable.get();
        }
    }
}
