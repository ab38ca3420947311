package dev.baton.identity.key;

import dev.baton.platform.Ids;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.Slug;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tenants of a test's own, and keys for them. */
@TestComponent
public class KeyFixture {

    public static final Actor OPERATOR =
            Actor.account(
                    TenantId.PLATFORM,
                    Ids.next(),
                    "operator@platform.example",
                    Role.PLATFORM_ADMIN.permissions());

    private final TenantDirectory tenants;
    private final ApiKeys keys;

    KeyFixture(TenantDirectory tenants, ApiKeys keys) {
        this.tenants = tenants;
        this.keys = keys;
    }

    public TenantId tenant() {
        var slug = "t" + Ids.next().toString().substring(24);
        return tenants.create(
                        new Slug(slug),
                        "USD",
                        new TenantSettings(slug, Locale.ENGLISH, ZoneOffset.UTC),
                        TenantLimits.DEFAULTS,
                        OPERATOR)
                .id();
    }

    public IssuedKey key(TenantId tenant, Permission... scopes) {
        return keys.issue(tenant, wish(null, scopes), owner(tenant));
    }

    static NewKey wish(java.time.@Nullable Instant expiresAt, Permission... scopes) {
        return new NewKey("Web shop", wire(scopes), expiresAt, null);
    }

    public static Actor owner(TenantId tenant) {
        return Actor.account(
                tenant, Ids.next(), "olga@acme.example", Role.TENANT_OWNER.permissions());
    }

    static Set<String> wire(Permission... scopes) {
        return Stream.of(scopes).map(Permission::wire).collect(Collectors.toSet());
    }
}
