package dev.baton.identity;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A browser from which people have signed in before, as it can prove.
 *
 * @param id means nothing to anybody else
 * @param signedIn who, and when last
 */
public record KnownDevice(UUID id, Map<AccountId, Instant> signedIn) {

    /** A browser that proves nothing. */
    public static final KnownDevice NONE = new KnownDevice(new UUID(0, 0), Map.of());

    public KnownDevice {
        signedIn = Map.copyOf(signedIn);
    }

    boolean knowsNobody() {
        return signedIn.isEmpty();
    }

    /**
     * Whether the person signed in here with the password they have now: whoever knew only an
     * earlier one is a stranger again.
     */
    boolean knows(Account account) {
        var at = signedIn.get(account.id());
        return at != null && !at.isBefore(account.passwordChangedAt());
    }
}
