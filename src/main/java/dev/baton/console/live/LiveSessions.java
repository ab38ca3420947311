package dev.baton.console.live;

import dev.baton.identity.SignedInSessions;
import dev.baton.identity.Standing;
import dev.baton.identity.Standings;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantNotFound;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Whether whoever opened a stream may still be told things. */
@Component
class LiveSessions {

    private final SignedInSessions sessions;
    private final Standings standings;
    private final TenantDirectory tenants;

    LiveSessions(SignedInSessions sessions, Standings standings, TenantDirectory tenants) {
        this.sessions = sessions;
        this.standings = standings;
        this.tenants = tenants;
    }

    /**
     * @param left until the session ends, unless somebody uses it
     */
    record Footing(Duration left, Set<Permission> permissions) {}

    /** Empty once the session, the account, the membership or the tenant's work has ended. */
    Optional<Footing> look(LiveViewer viewer) {
        var standing = standings.of(viewer.account()).filter(Standing::active);
        var permissions =
                standing.filter(it -> it.isOperator() || isActive(viewer.tenant()))
                        .flatMap(it -> it.permissionsIn(viewer.tenant()));
        return permissions.flatMap(
                rights ->
                        sessions.left(viewer.session(), viewer.account())
                                .map(left -> new Footing(left, rights)));
    }

    private boolean isActive(TenantId tenant) {
        try {
            return tenants.get(tenant).isActive();
        } catch (TenantNotFound gone) {
            return false;
        }
    }
}
