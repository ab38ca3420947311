package dev.baton.identity.web;

import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * The form in which operators edit a tenant: what its owners may change, its slug and its limits.
 */
record OperatedTenant(
        @NotBlank @Size(max = 120) String name,
        @NotBlank String slug,
        @NotBlank @KnownLanguage String language,
        @NotBlank @KnownZone String zone,
        @Nullable Boolean textsSealed,
        @Nullable @Min(1) @Max(1_000_000) Integer requestsPerMinute,
        @Nullable @Min(1) @Max(1_000_000) Integer userRequestsPerMinute,
        @Nullable @Min(1) @Max(10_000) Integer concurrentRequests,
        @Nullable @Min(1) @Max(TenantLimits.MAX_WEIGHT) Integer weight,
        long version) {

    static OperatedTenant of(Tenant tenant) {
        return new OperatedTenant(
                tenant.name(),
                tenant.slug(),
                tenant.language().toLanguageTag(),
                tenant.zone().getId(),
                tenant.isTextsSealed(),
                tenant.requestsPerMinute().orElse(null),
                tenant.userRequestsPerMinute().orElse(null),
                tenant.concurrentRequests().orElse(null),
                tenant.weight(),
                tenant.version());
    }

    TenantSettings settings() {
        return new EditedTenant(name, language, zone, textsSealed, version).settings();
    }

    TenantLimits limits() {
        return new TenantLimits(
                requestsPerMinute,
                userRequestsPerMinute,
                concurrentRequests,
                Objects.requireNonNullElse(weight, TenantLimits.DEFAULT_WEIGHT));
    }
}
