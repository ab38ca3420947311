package dev.baton.identity.web;

import static dev.baton.identity.SignedInSessions.ACCOUNT;
import static dev.baton.identity.SignedInSessions.PASSWORD;
import static dev.baton.identity.SignedInSessions.TENANT;
import static dev.baton.identity.SignedInSessions.USED;

import dev.baton.identity.AccountId;
import dev.baton.identity.IdentityProperties;
import dev.baton.identity.LastSeen;
import dev.baton.identity.MembershipId;
import dev.baton.identity.SessionTime;
import dev.baton.identity.Standing;
import dev.baton.identity.Standings;
import dev.baton.platform.web.BackgroundRequest;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds out on each request who the session belongs to and what they may do now. The session holds
 * no right, only who it is and which tenant they chose.
 */
@Component
class PersonContexts implements SecurityContextRepository {

    /** A session in use need not be written with every request. */
    private static final Duration USE_GRAIN = Duration.ofSeconds(10);

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
        if (isOutdated(session, standing.get())) {
            // Not ended: perhaps its person is changing the password in it at this moment.
            return Optional.empty();
        }
        noteUse(request, session);
        return Optional.of(authentication(standing.get(), chosenTenant(session), request));
    }

    private Authentication authentication(
            Standing standing, @Nullable TenantId chosen, HttpServletRequest request) {
        var tenant = workplaces.choose(standing, chosen).orElse(null);
        var actor = tenant == null ? null : standing.actorIn(tenant.id()).orElse(null);
        if (tenant == null || actor == null) {
            return new PersonWithoutTenant(standing);
        }
        if (!BackgroundRequest.is(request)) {
            lastSeen.note(new MembershipId(tenant.id(), standing.account()));
        }
        return new PersonAuthentication(standing, tenant, actor);
    }

    /** Whoever knew only an earlier password may have begun it while that was being replaced. */
    private static boolean isOutdated(HttpSession session, Standing standing) {
        return !(session.getAttribute(PASSWORD) instanceof String since)
                || Instant.parse(since).isBefore(standing.passwordChangedAt());
    }

    private boolean isOver(HttpSession session) {
        return time(session).filter(it -> it.left(clock.instant()).isPositive()).isEmpty();
    }

    /** What an open page asks by itself keeps no session alive. */
    private void noteUse(HttpServletRequest request, HttpSession session) {
        var now = clock.instant();
        var recent =
                time(session).filter(it -> now.isBefore(it.used().plus(USE_GRAIN))).isPresent();
        if (!recent && !BackgroundRequest.is(request)) {
            session.setAttribute(USED, now.toString());
        }
    }

    private Optional<SessionTime> time(HttpSession session) {
        return SessionTime.read(
                session::getAttribute,
                Duration.ofSeconds(session.getMaxInactiveInterval()),
                properties.sessionLifetime());
    }

    private static @Nullable TenantId chosenTenant(HttpSession session) {
        return session.getAttribute(TENANT) instanceof String text ? TenantId.of(text) : null;
    }
}
