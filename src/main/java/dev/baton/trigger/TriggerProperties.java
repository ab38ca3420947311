package dev.baton.trigger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of triggers.
 *
 * @param retention how long it is known what became of firings, {@code RUN_RETENTION}
 */
@ConfigurationProperties("baton.trigger")
record TriggerProperties(@DefaultValue("90d") Duration retention) {}
