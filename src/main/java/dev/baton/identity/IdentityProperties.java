package dev.baton.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How people sign in.
 *
 * @param attemptsPerAccount wrong passwords for one address within the window
 * @param attemptsPerAddress wrong passwords from one IP address within the window
 * @param window in which attempts come back, one by one
 * @param sessionLifetime after which even a session in use ends
 */
@ConfigurationProperties("baton.identity")
public record IdentityProperties(
        @DefaultValue("10") int attemptsPerAccount,
        @DefaultValue("100") int attemptsPerAddress,
        @DefaultValue("15m") Duration window,
        @DefaultValue("7d") Duration sessionLifetime) {}
