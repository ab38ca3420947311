package dev.baton.trigger;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * Settings of triggers.
 *
 * @param retention how long it is known what became of firings, {@code RUN_RETENTION}
 */
@ConfigurationProperties("baton.trigger")
record TriggerProperties(@DefaultValue("90d") Duration retention) {}
