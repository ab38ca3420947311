package dev.baton.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The console sessions of a person, on whatever machine they were begun. */
@Component
public class SignedInSessions {

    /** Session attributes; texts only, so that a stored session outlives any class of ours. */
    public static final String ACCOUNT = "baton.account";

    /** Since when the password is the one that the session began with. */
    public static final String PASSWORD = "baton.password";

    public static final String TENANT = "baton.tenant";
    public static final String STARTED = "baton.started";
    public static final String USED = "baton.used";
    public static final String PLACE = "baton.place";
    public static final String DEVICE = "baton.device";

    private final FindByIndexNameSessionRepository<? extends Session> sessions;
    private final IdentityProperties properties;
    private final Clock clock;

    SignedInSessions(
            FindByIndexNameSessionRepository<? extends Session> sessions,
            IdentityProperties properties,
            Clock clock) {
        this.sessions = sessions;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * How long a session of this account still lasts unless somebody uses it, which asking is not;
     * empty once it has ended.
     */
    public Optional<Duration> left(String id, AccountId account) {
        var session = sessions.findById(id);
        if (session == null || !account.toString().equals(session.getAttribute(ACCOUNT))) {
            return Optional.empty();
        }
        return time(session).map(it -> it.left(clock.instant())).filter(Duration::isPositive);
    }

    /** The last used first. */
    public List<SignedIn> of(AccountId account, String currentId) {
        return sessions.findByPrincipalName(account.toString()).values().stream()
                .flatMap(it -> signedIn(it, currentId).stream())
                .sorted(Comparator.comparing(SignedIn::lastUsed).reversed())
                .toList();
    }

    private Optional<SignedIn> signedIn(Session session, String currentId) {
        var current = session.getId().equals(currentId);
        return time(session)
                .filter(it -> it.left(clock.instant()).isPositive())
                .map(it -> SignedIn.of(session, it, current));
    }

    private Optional<SessionTime> time(Session session) {
        return SessionTime.read(
                session::getAttribute,
                session.getMaxInactiveInterval(),
                properties.sessionLifetime());
    }

    /** Ends every session of this person but the given one; the number of those ended. */
    public int endAll(AccountId account, @Nullable String except) {
        var others =
                sessions.findByPrincipalName(account.toString()).keySet().stream()
                        .filter(id -> !id.equals(except))
                        .toList();
        others.forEach(sessions::deleteById);
        return others.size();
    }

    /**
     * One session as its owner sees it.
     *
     * @param device what the browser said of itself
     */
    public record SignedIn(
            String device, String place, Instant started, Instant lastUsed, boolean current) {

        static SignedIn of(Session session, SessionTime time, boolean current) {
            return new SignedIn(
                    session.getAttributeOrDefault(DEVICE, ""),
                    session.getAttributeOrDefault(PLACE, ""),
                    time.started(),
                    time.used(),
                    current);
        }
    }
}
