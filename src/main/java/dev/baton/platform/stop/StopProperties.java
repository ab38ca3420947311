package dev.baton.platform.stop;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How Baton stops.
 *
 * @param drain {@code STOP_DRAIN}, how long it goes on listening after it was asked to stop
 */
@ConfigurationProperties("baton.stop")
record StopProperties(@DefaultValue("1s") Duration drain) {}
