package dev.baton.console.demo;

import dev.baton.platform.BadConfiguration;
import dev.baton.platform.Environment;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;

/**
 * Whether there is demo data.
 *
 * @param data {@code DEMO_DATA}: true or false; empty means yes in development
 * @param environment {@code ENVIRONMENT}
 * @param home {@code BATON_HOME}, where the accounts and keys are written down
 * @param bindAddress {@code BIND_ADDRESS}; empty while nobody chose one
 */
@ConfigurationProperties("baton.demo")
record DemoProperties(
        @DefaultValue("") String data,
        @DefaultValue("development") String environment,
        @DefaultValue(".baton") Path home,
        @DefaultValue("") String bindAddress) {

    /** Known passwords on an open port are for no other environment than development. */
    boolean isOn() {
        var isDevelopment = Environment.of(environment) == Environment.DEVELOPMENT;
        return switch (data.strip()) {
            case "" -> isDevelopment;
            case "false" -> false;
            case "true" -> {
                if (!isDevelopment) {
                    throw new BadConfiguration(
                            "DEMO_DATA",
                            "is true and ENVIRONMENT is " + environment,
                            "Leave DEMO_DATA empty: demo data are for development only.");
                }
                yield true;
            }
            default ->
                    throw new BadConfiguration(
                            "DEMO_DATA", "is neither true nor false", "Set one of them, or nothing.");
        };
    }
}
