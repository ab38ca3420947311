package dev.baton.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The console sessions of a person, on whatever machine they were begun. */
@Component
public class SignedInSessions {

    /** Session attributes; texts only, so that a stored session outlives any class of ours. */
    public static final String ACCOUNT = "baton.account";

    public static final String TENANT = "baton.tenant";
    public static final String STARTED = "baton.started";
    public static final String PLACE = "baton.place";
    public static final String DEVICE = "baton.device";

    private final FindByIndexNameSessionRepository<? extends Session> sessions;

    SignedInSessions(FindByIndexNameSessionRepository<? extends Session> sessions) {
        this.sessions = sessions;
    }

    /** The last used first. */
    public List<SignedIn> of(AccountId account, String currentId) {
        return sessions.findByPrincipalName(account.toString()).values().stream()
                .filter(it -> !it.isExpired())
                .map(it -> SignedIn.from(it, it.getId().equals(currentId)))
                .sorted(Comparator.comparing(SignedIn::lastUsed).reversed())
                .toList();
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

        static SignedIn from(Session session, boolean current) {
            return new SignedIn(
                    session.getAttributeOrDefault(DEVICE, ""),
                    session.getAttributeOrDefault(PLACE, ""),
                    session.getCreationTime(),
                    session.getLastAccessedTime(),
                    current);
        }
    }
}
