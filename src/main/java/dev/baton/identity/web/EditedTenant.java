package dev.baton.identity.web;

import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantSettings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.Locale;

/** The form that edits a tenant, as seen in one version of it. */
record EditedTenant(
        @NotBlank @Size(max = 120) String name,
        @NotBlank @KnownLanguage String language,
        @NotBlank @KnownZone String zone,
        @Nullable @Min(1) @Max(1_000_000) Integer requestsPerMinute,
        @Nullable @Min(1) @Max(10_000) Integer concurrentRequests,
        long version) {

    static EditedTenant of(Tenant tenant) {
        return new EditedTenant(
                tenant.name(),
                tenant.language().toLanguageTag(),
                tenant.zone().getId(),
                tenant.requestsPerMinute().orElse(null),
                tenant.concurrentRequests().orElse(null),
                tenant.version());
    }

    TenantSettings settings() {
        return new TenantSettings(
                name.strip(),
                Locale.forLanguageTag(language),
                ZoneId.of(zone),
                requestsPerMinute,
                concurrentRequests);
    }
}
