package dev.baton.platform.http;

import dev.baton.platform.BadConfiguration;
import dev.baton.platform.Environment;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;
import java.util.List;

/**
 * Where outgoing calls may go and how many connections they may hold.
 *
 * @param environment {@code ENVIRONMENT}
 * @param allowedRanges {@code OUTBOUND_ALLOWED_RANGES}; private ranges that tenants may reach, such
 *     as {@code 10.1.0.0/16,fd12::/16}
 * @param allowLoopback {@code OUTBOUND_ALLOW_LOOPBACK}; empty means only in development
 * @param maxConnections {@code OUTBOUND_MAX_CONNECTIONS}; open at once
 * @param maxConnectionsPerHost {@code OUTBOUND_MAX_CONNECTIONS_PER_HOST}; open at once to one
 *     scheme, host and port
 * @param keepAlive {@code OUTBOUND_KEEP_ALIVE}; how long a connection is kept unused. Common
 *     servers close after 5 s (Node, Uvicorn): shorter than that, the two do not collide
 */
@ConfigurationProperties("baton.http")
record OutgoingHttpProperties(
        @DefaultValue("development") String environment,
        @DefaultValue List<String> allowedRanges,
        @DefaultValue("") String allowLoopback,
        @DefaultValue("5000") int maxConnections,
        @DefaultValue("1000") int maxConnectionsPerHost,
        @DefaultValue("4s") Duration keepAlive) {

    OutgoingHttpProperties {
        if (!List.of("", "true", "false").contains(allowLoopback)) {
            throw new BadConfiguration(
                    "OUTBOUND_ALLOW_LOOPBACK",
                    "is neither true nor false nor empty",
                    "Leave it empty: then only development may reach this machine.");
        }
        if (allowLoopback.equals("true") && Environment.of(environment) == Environment.PRODUCTION) {
            throw new BadConfiguration(
                    "OUTBOUND_ALLOW_LOOPBACK",
                    "is true and ENVIRONMENT is production",
                    "Leave it empty, or tenants can reach the services of this machine.");
        }
        requirePositive("OUTBOUND_MAX_CONNECTIONS", maxConnections);
        requirePositive("OUTBOUND_MAX_CONNECTIONS_PER_HOST", maxConnectionsPerHost);
        requirePositive("OUTBOUND_KEEP_ALIVE", keepAlive.toMillis());
    }

    AddressPolicy addressPolicy() {
        boolean loopback =
                allowLoopback.isEmpty()
                        ? Environment.of(environment) == Environment.DEVELOPMENT
                        : allowLoopback.equals("true");
        try {
            return new AddressPolicy(
                    loopback, allowedRanges.stream().map(AddressRange::of).toList());
        } catch (IllegalArgumentException e) {
            throw new BadConfiguration(
                    "OUTBOUND_ALLOWED_RANGES",
                    "holds something that is not a private range",
                    "Give ranges inside %s, separated by commas."
                            .formatted(AddressPolicy.openable()));
        }
    }

    private static void requirePositive(String variable, long value) {
        if (value < 1) {
            throw new BadConfiguration(
                    variable, "is not positive", "Leave it out for the default.");
        }
    }
}
