package dev.baton.model.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How the built-in model behaves.
 *
 * @param tokenDelay {@code DEMO_TOKEN_DELAY}; how long it takes over each token
 */
@ConfigurationProperties("baton.demo-model")
record DemoProperties(@DefaultValue("0ms") Duration tokenDelay) {}
