package dev.baton.identity.web;

import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantSettings;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.Locale;

/** The form in which a tenant's own people edit it, as seen in one version of it. */
record EditedTenant(
        @NotBlank @Size(max = 120) String name,
        @NotBlank @KnownLanguage String language,
        @NotBlank @KnownZone String zone,
        @Nullable Boolean textsSealed,
        long version) {

    static EditedTenant of(Tenant tenant) {
        return new EditedTenant(
                tenant.name(),
                tenant.language().toLanguageTag(),
                tenant.zone().getId(),
                tenant.isTextsSealed(),
                tenant.version());
    }

    TenantSettings settings() {
        return new TenantSettings(
                name.strip(),
                Locale.forLanguageTag(language),
                ZoneId.of(zone),
                Boolean.TRUE.equals(textsSealed));
    }
}
