package dev.baton.message;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param maxConcurrentTasks asynchronous messages that this instance answers at a time ({@code
 *     MAX_CONCURRENT_TASKS})
 */
@ConfigurationProperties("baton.message")
@Validated
record MessageProperties(@DefaultValue("100") @Positive int maxConcurrentTasks) {}
