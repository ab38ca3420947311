package dev.baton.tenant;

import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an operator or owner chooses for a tenant.
 *
 * @param language of new users and of messages that nobody asked for in a language
 * @param zone for day and month boundaries of statistics and budgets
 * @param requestsPerMinute null for the instance's default
 * @param concurrentRequests calls in flight at a time; null for the instance's default
 */
public record TenantSettings(
        String name,
        Locale language,
        ZoneId zone,
        @Nullable Integer requestsPerMinute,
        @Nullable Integer concurrentRequests) {}
