package dev.baton.identity.key;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The public halves by id, in memory. An id nobody knows has them read again, at most once a
 * second: a key may have been rotated in elsewhere, but a flood of invented ids must not reach the
 * database.
 */
@Component
class VerificationKeys {

    private static final Duration BETWEEN_READS = Duration.ofSeconds(1);

    private final SigningKeyTable table;
    private final Clock clock;
    private volatile Snapshot snapshot = new Snapshot(Map.of(), Instant.MIN);

    VerificationKeys(SigningKeyTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    Optional<PublicKey> find(@Nullable String id) {
        if (id == null) {
            return Optional.empty();
        }
        var known = snapshot.keys().get(id);
        return Optional.ofNullable(known == null ? readAgain().get(id) : known);
    }

    /** Has the keys read again when next an unknown id is asked for, however soon that is. */
    synchronized void expect(String id) {
        if (!snapshot.keys().containsKey(id)) {
            snapshot = new Snapshot(snapshot.keys(), Instant.MIN);
        }
    }

    private synchronized Map<String, PublicKey> readAgain() {
        var now = clock.instant();
        if (snapshot.readAt().plus(BETWEEN_READS).isBefore(now)) {
            var keys =
                    table.published(now).stream()
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            key -> key.id().toString(),
                                            key -> Ed25519.publicKey(key.raw())));
            snapshot = new Snapshot(keys, now);
        }
        return snapshot.keys();
    }

    private record Snapshot(Map<String, PublicKey> keys, Instant readAt) {}
}
