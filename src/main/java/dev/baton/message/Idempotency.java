package dev.baton.message;

import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.tenant.TenantId;
import dev.baton.work.InstanceId;
import dev.baton.work.Instances;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes a repeated request harmless: the first one under an {@code Idempotency-Key} is claimed
 * durably before anything happens, later ones get its response byte for byte.
 *
 * <p>A key belongs to a tenant and a route and lives for a day. A request that was refused before it
 * did anything frees its key again. When the instance of a call in flight has died, the next request
 * takes the key over and the call is made once more.
 */
@Component
class Idempotency {

    static final String HEADER = "Idempotency-Key";

    private static final int MAX_KEY_LENGTH = 255;

    /** The outcome of looking a key up. */
    sealed interface Lookup {

        /** This request is to be carried out. */
        record First(ClaimedKey key) implements Lookup {}

        /** It was carried out before; this is what was answered. */
        record Replay(StoredResponse response) implements Lookup {}
    }

    private final IdempotencyStore store;
    private final RetryingTransactions transactions;
    private final InstanceId instance;
    private final Instances instances;
    private final Clock clock;

    Idempotency(
            IdempotencyStore store,
            RetryingTransactions transactions,
            InstanceId instance,
            Instances instances,
            Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.instance = instance;
        this.instances = instances;
        this.clock = clock;
    }

    Lookup look(TenantId tenant, String route, String key, byte[] body, UUID message) {
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH) {
            throw new InvalidKey();
        }
        var keyHash = sha256((route + '\n' + key).getBytes(StandardCharsets.UTF_8));
        var bodyHash = sha256(body);
        var now = clock.instant();
        if (transactions.call(
                () -> store.claim(tenant, keyHash, bodyHash, message, instance.value(), now))) {
            return new Lookup.First(new ClaimedKey(keyHash, false));
        }
        var entry = store.find(tenant, keyHash).orElseThrow(InFlight::new);
        if (!Arrays.equals(entry.bodyHash(), bodyHash)) {
            throw new KeyReused();
        }
        if (entry.response() != null) {
            return new Lookup.Replay(entry.response());
        }
        if (diedWith(entry)
                && transactions.call(
                        () ->
                                store.takeOver(
                                        tenant, keyHash, entry.instance(), instance.value()))) {
            return new Lookup.First(new ClaimedKey(keyHash, true));
        }
        throw new InFlight();
    }

    /** The request did nothing; the key may be used again. */
    void release(TenantId tenant, @Nullable ClaimedKey key) {
        if (key != null) {
            transactions.run(() -> store.release(tenant, key.hash()));
        }
    }

    private boolean diedWith(IdempotencyStore.Entry entry) {
        return !entry.instance().equals(instance.value())
                && !instances.isAlive(entry.instance());
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The header's value cannot be a key. */
    static final class InvalidKey extends BadInput {

        InvalidKey() {
            super(
                    "invalid_idempotency_key",
                    "An Idempotency-Key has 1 to 255 characters.",
                    new FieldProblem(HEADER, "invalid", "1 to 255 characters"));
        }
    }

    /** The key was used for another request. */
    static final class KeyReused extends RuleRefused {

        KeyReused() {
            super(
                    "idempotency_key_reused",
                    "This Idempotency-Key was used with another request body.",
                    List.of(new FieldProblem(HEADER, "reused", "use a new key for a new request")));
        }
    }

    /** The first request under the key has not ended. */
    static final class InFlight extends Conflict {

        InFlight() {
            super(
                    "idempotency_key_in_flight",
                    "The first request under this Idempotency-Key is still in flight.");
        }
    }
}
