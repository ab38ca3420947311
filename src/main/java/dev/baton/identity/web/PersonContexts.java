package dev.baton.identity.web;

import static dev.baton.identity.SignedInSessions.ACCOUNT;
import static dev.baton.identity.SignedInSessions.STARTED;
import static dev.baton.identity.SignedInSessions.TENANT;

import dev.baton.identity.AccountId;
import dev.baton.identity.IdentityProperties;
import dev.baton.identity.LastSeen;
import dev.baton.identity.MembershipId;
import dev.baton.identity.Standing;
import dev.baton.identity.Standings;
import dev.baton.tenant.TenantId;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds out on each request who the session belongs to and what they may do now. The session holds
 * no right, only who it is and which tenant they chose.
 */
@Component
class PersonContexts implements SecurityContextRepository {

    private final Standings standings;
    private final Workplaces workplaces;
    private final LastSeen lastSeen;
    private final IdentityProperties properties;
    private final Clock clock;

    PersonContexts(
            Standings standings,
            Workplaces workplaces,
            LastSeen lastSeen,
            IdentityProperties properties,
            Clock clock) {
        this.standings = standings;
        this.workplaces = workplaces;
        this.lastSeen = lastSeen;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    @SuppressWarnings("deprecation") // the interface still asks for it
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return findEvenInTrouble(holder.getRequest())
                .<SecurityContext>map(SecurityContextImpl::new)
                .orElseGet(SecurityContextHolder::createEmptyContext);
    }

    /** Nothing: a session is begun and ended by {@link ConsoleSession} alone. */
    @Override
    public void saveContext(
            SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(ACCOUNT) != null;
    }

    /** The page that says what failed must not fail for the same reason. */
    private Optional<Authentication> findEvenInTrouble(HttpServletRequest request) {
        try {
            return find(request);
        } catch (DataAccessException | TransactionException e) {
            if (request.getDispatcherType() != DispatcherType.ERROR) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Optional<Authentication> find(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(ACCOUNT) instanceof String account)) {
            return Optional.empty();
        }
        var standing = standings.of(AccountId.of(account)).filter(Standing::active);
        if (standing.isEmpty() || isOver(session)) {
            session.invalidate();
            return Optional.empty();
        }
        return Optional.of(authentication(standing.get(), chosenTenant(session)));
    }

    private Authentication authentication(Standing standing, @Nullable TenantId chosen) {
        var tenant = workplaces.choose(standing, chosen).orElse(null);
        var actor = tenant == null ? null : standing.actorIn(tenant.id()).orElse(null);
        if (tenant == null || actor == null) {
            return new PersonWithoutTenant(standing);
        }
        lastSeen.note(new MembershipId(tenant.id(), standing.account()));
        return new PersonAuthentication(standing, tenant, actor);
    }

    private boolean isOver(HttpSession session) {
        return !(session.getAttribute(STARTED) instanceof String started)
                || clock.instant()
                        .isAfter(Instant.parse(started).plus(properties.sessionLifetime()));
    }

    private static @Nullable TenantId chosenTenant(HttpSession session) {
        return session.getAttribute(TENANT) instanceof String text ? TenantId.of(text) : null;
    }
}
