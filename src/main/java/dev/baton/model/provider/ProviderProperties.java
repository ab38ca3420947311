package dev.baton.model.provider;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How calls to providers behave.
 *
 * @param retryAttempts {@code RETRY_ATTEMPTS}; how often one call is tried again at most, after the first attempt
 */
@ConfigurationProperties("baton.model")
@Validated
record ProviderProperties(@DefaultValue("3") @Min(0) @Max(10) int retryAttempts) {}
