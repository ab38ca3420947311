package dev.baton.tenant;

import org.jspecify.annotations.Nullable;

/**
 * How much of the instance a tenant may take: what an operator of the platform decides and the tenant
 * itself only sees, because its neighbours share the instance with it.
 *
 * @param requestsPerMinute null for the instance's default
 * @param userRequestsPerMinute of one person's tries in the console; null for the instance's default
 * @param concurrentRequests calls in flight at a time; null for the instance's default
 */
public record TenantLimits(
        @Nullable Integer requestsPerMinute,
        @Nullable Integer userRequestsPerMinute,
        @Nullable Integer concurrentRequests) {

    public static final TenantLimits DEFAULTS = new TenantLimits(null, null, null);
}
