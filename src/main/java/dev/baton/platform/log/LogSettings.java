package dev.baton.platform.log;

import dev.baton.platform.BadConfiguration;
import dev.baton.platform.Environment;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Decides between lines for people and lines for machines before the first is written: {@code
 * LOG_FORMAT}, else text in development and JSON anywhere else.
 */
class LogSettings implements EnvironmentPostProcessor {

    /** One flat object a line, the facts of a request beside the message. */
    private static final String JSON = "logstash";

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        checkLevel(environment.getProperty("LOG_LEVEL", ""));
        if (isJson(environment)) {
            environment
                    .getPropertySources()
                    .addLast(
                            new MapPropertySource(
                                    "log format",
                                    Map.of(
                                            "logging.structured.format.console", JSON,
                                            "logging.structured.format.file", JSON)));
        }
    }

    private static boolean isJson(ConfigurableEnvironment environment) {
        return switch (environment.getProperty("LOG_FORMAT", "").strip()) {
            case "json" -> true;
            case "text" -> false;
            case "" ->
                    Environment.of(environment.getProperty("ENVIRONMENT", "development"))
                            != Environment.DEVELOPMENT;
            default ->
                    throw new BadConfiguration(
                            "LOG_FORMAT",
                            "is neither text nor json",
                            "Set one of them, or nothing: text in development, else json.");
        };
    }

    private static void checkLevel(String level) {
        var known =
                level.isBlank()
                        || Arrays.stream(LogLevel.values())
                                .anyMatch(it -> it.name().equals(level.strip().toUpperCase(Locale.ROOT)));
        if (!known) {
            throw new BadConfiguration(
                    "LOG_LEVEL",
                    "is not a level",
                    "Set it to TRACE, DEBUG, INFO, WARN, ERROR or OFF.");
        }
    }
}
