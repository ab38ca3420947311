package dev.baton.platform.client;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * What one client may hold of the server.
 *
 * @param patience {@code REQUEST_PATIENCE}: how long a request may take to arrive, from its first
 *     byte to its last
 * @param responsePatience {@code RESPONSE_PATIENCE}: how long a client may read nothing of its
 *     response while there is something to read
 * @param connections {@code CONNECTIONS_PER_ADDRESS}: open at a time from one address; proxies that
 *     are trusted may hold any number
 */
@ConfigurationProperties("baton.client")
record ClientProperties(
        @DefaultValue("60s") Duration patience,
        @DefaultValue("30s") Duration responsePatience,
        @DefaultValue("1000") int connections) {}
