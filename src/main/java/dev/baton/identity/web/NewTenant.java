package dev.baton.identity.web;

import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** The form that opens a tenant. */
record NewTenant(
        @NotBlank @Size(max = 120) String name,
        @NotBlank String slug,
        @NotBlank String email,
        @NotBlank @KnownLanguage String language,
        @NotBlank @KnownZone String zone,
        @Nullable Boolean textsSealed,
        @NotBlank @KnownCurrency String currency,
        @Nullable @Min(1) @Max(1_000_000) Integer requestsPerMinute,
        @Nullable @Min(1) @Max(1_000_000) Integer userRequestsPerMinute,
        @Nullable @Min(1) @Max(10_000) Integer concurrentRequests,
        @Nullable @Min(1) @Max(TenantLimits.MAX_WEIGHT) Integer weight) {

    static NewTenant blank() {
        return new NewTenant("", "", "", "en", "UTC", false, "USD", null, null, null, null);
    }

    TenantSettings settings() {
        return new EditedTenant(name, language, zone, textsSealed, 0).settings();
    }

    TenantLimits limits() {
        return new TenantLimits(
                requestsPerMinute,
                userRequestsPerMinute,
                concurrentRequests,
                Objects.requireNonNullElse(weight, TenantLimits.DEFAULT_WEIGHT));
    }
}
