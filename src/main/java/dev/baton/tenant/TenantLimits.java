package dev.baton.tenant;

import org.jspecify.annotations.Nullable;

/**
 * How much of the instance a tenant may take: what an operator of the platform decides and the
 * tenant itself only sees, because its neighbours share the instance with it.
 *
 * @param requestsPerMinute null for the instance's default
 * @param userRequestsPerMinute of one person's tries in the console; null for the instance's
 *     default
 * @param concurrentRequests calls in flight at a time; null for the instance's default
 * @param weight how many times the places of a tenant that weighs one this is due, where both want
 *     them
 */
public record TenantLimits(
        @Nullable Integer requestsPerMinute,
        @Nullable Integer userRequestsPerMinute,
        @Nullable Integer concurrentRequests,
        int weight) {

    /** Unless an operator says otherwise, all are alike. */
    public static final int DEFAULT_WEIGHT = 1;

    /** So that the lightest still has a hundredth of what the heaviest has. */
    public static final int MAX_WEIGHT = 100;

    public static final TenantLimits DEFAULTS = new TenantLimits(null, null, null);

    public TenantLimits {
        if (weight < DEFAULT_WEIGHT || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("'weight' must be from 1 to 100, not " + weight);
        }
    }

    /** Of a tenant that weighs as much as most do. */
    public TenantLimits(
            @Nullable Integer requestsPerMinute,
            @Nullable Integer userRequestsPerMinute,
            @Nullable Integer concurrentRequests) {
        this(requestsPerMinute, userRequestsPerMinute, concurrentRequests, DEFAULT_WEIGHT);
    }
}
