package dev.baton.identity;

import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Slug;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens a tenant together with the invitation of its first owner: both or neither. */
@Service
@Transactional
public class TenantOnboarding {

    private final TenantDirectory tenants;
    private final InvitationDesk invitations;

    TenantOnboarding(TenantDirectory tenants, InvitationDesk invitations) {
        this.tenants = tenants;
        this.invitations = invitations;
    }

    @Requires(Permission.TENANTS_WRITE)
    public Opened open(
            Slug slug,
            String currency,
            TenantSettings settings,
            TenantLimits limits,
            Email owner,
            Actor by) {
        var tenant = tenants.create(slug, currency, settings, limits, by);
        return new Opened(tenant, invitations.inviteOwner(tenant.id(), owner, by));
    }

    /** A new tenant and the link for its owner. */
    public record Opened(Tenant tenant, IssuedInvitation invitation) {}
}
