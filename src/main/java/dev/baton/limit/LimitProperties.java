package dev.baton.limit;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The instance's default limits, in requests a minute.
 *
 * @param global all tenants together ({@code GLOBAL_RATE_LIMIT})
 * @param tenant one tenant that has no limit of its own ({@code TENANT_RATE_LIMIT})
 */
@ConfigurationProperties("baton.limit")
@Validated
record LimitProperties(
        @DefaultValue("1000") @Positive int global, @DefaultValue("100") @Positive int tenant) {}
