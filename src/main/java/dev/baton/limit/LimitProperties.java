package dev.baton.limit;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The instance's default limits.
 *
 * @param global requests a minute of all tenants together ({@code GLOBAL_RATE_LIMIT})
 * @param tenant requests a minute of a tenant that has no limit of its own ({@code
 *     TENANT_RATE_LIMIT})
 * @param user requests a minute of one person whose tenant has no limit of its own for people ({@code
 *     USER_RATE_LIMIT})
 * @param address requests a minute from one address (of IPv6: one /64) that carry no key or link that
 *     counts ({@code ADDRESS_RATE_LIMIT})
 * @param concurrent calls in flight at a time of a tenant that has no limit of its own ({@code
 *     TENANT_CONCURRENT_REQUESTS})
 */
@ConfigurationProperties("baton.limit")
@Validated
record LimitProperties(
        @DefaultValue("1000") @Positive int global,
        @DefaultValue("100") @Positive int tenant,
        @DefaultValue("60") @Positive int user,
        @DefaultValue("300") @Positive int address,
        @DefaultValue("500") @Positive int concurrent) {}
