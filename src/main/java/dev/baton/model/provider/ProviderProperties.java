package dev.baton.model.provider;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How calls to providers behave.
 *
 * @param retryAttempts {@code RETRY_ATTEMPTS}; attempts at one call in all, the first included
 */
@ConfigurationProperties("baton.model")
@Validated
record ProviderProperties(@DefaultValue("3") @Min(1) @Max(10) int retryAttempts) {}
