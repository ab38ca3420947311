package dev.baton.console.demo;

import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.Slug;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;

import org.springframework.stereotype.Component;

import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Collectors;

/** The demo's two tenants: one that works in English, one in Thai. */
@Component
class DemoTenants {

    static final String ACME = "acme";
    static final String SIAM = "siam";

    private final TenantDirectory tenants;
    private final DemoAgents agents;
    private final ApiKeys keys;

    DemoTenants(TenantDirectory tenants, DemoAgents agents, ApiKeys keys) {
        this.tenants = tenants;
        this.agents = agents;
        this.keys = keys;
    }

    TenantId acme() {
        var zone = ZoneId.of("America/New_York");
        var acme = tenant(ACME, new TenantSettings("Acme Trading", Locale.ENGLISH, zone));
        agents.furnish(DemoPrompts.inEnglish(), by(acme));
        return acme;
    }

    TenantId siam() {
        var zone = ZoneId.of("Asia/Bangkok");
        var thai = Locale.forLanguageTag("th");
        var siam = tenant(SIAM, new TenantSettings("Siam Coffee", thai, zone));
        agents.furnish(DemoPrompts.inThai(), by(siam));
        return siam;
    }

    /** A key for everything that the tenant itself may do. */
    String key(TenantId tenant) {
        var scopes =
                Role.TENANT_OWNER.permissions().stream()
                        .map(Permission::wire)
                        .collect(Collectors.toSet());
        return keys.issue(tenant, new NewKey("demo.env", scopes, null, null), by(tenant)).token();
    }

    private TenantId tenant(String slug, TenantSettings settings) {
        return tenants.findBySlug(slug)
                .map(Tenant::id)
                .orElseGet(
                        () ->
                                tenants.create(
                                                new Slug(slug),
                                                "USD",
                                                settings,
                                                TenantLimits.DEFAULTS,
                                                by(TenantId.PLATFORM))
                                        .id());
    }

    private static Actor by(TenantId tenant) {
        return Actor.system(tenant, "demo data", Permission.values());
    }
}
