package dev.baton.message;

import dev.baton.platform.Sha256;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.tenant.TenantId;
import dev.baton.work.InstanceId;
import dev.baton.work.Instances;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes a repeated request harmless: the first one under an {@code Idempotency-Key} is claimed
 * durably before anything happens, later ones get its response byte for byte.
 *
 * <p>A key belongs to a tenant and a route and lives for a day. A request of which nothing came frees
 * its key again: it was refused, the provider certainly did not work for it, or its caller left. When
 * the instance of a call in flight has died, the next request takes the key over and the call is
 * made once more, but not a third time.
 */
@Component
class Idempotency {

    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);

    static final String HEADER = "Idempotency-Key";

    private static final int MAX_KEY_LENGTH = 255;
    private static final int MOST_ATTEMPTS = 2;
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int FORGOTTEN_AT_A_TIME = 500;

    /** The outcome of looking a key up. */
    sealed interface Lookup {

        /** This request is to be carried out. */
        record First(ClaimedKey key) implements Lookup {}

        /** It was carried out before; this is what was answered. */
        record Replay(Response response) implements Lookup {}
    }

    private final IdempotencyStore store;
    private final SealedTexts texts;
    private final CallCommit commit;
    private final RetryingTransactions transactions;
    private final InstanceId instance;
    private final Instances instances;
    private final Clock clock;

    Idempotency(
            IdempotencyStore store,
            SealedTexts texts,
            CallCommit commit,
            RetryingTransactions transactions,
            InstanceId instance,
            Instances instances,
            Clock clock) {
        this.store = store;
        this.texts = texts;
        this.commit = commit;
        this.transactions = transactions;
        this.instance = instance;
        this.instances = instances;
        this.clock = clock;
    }

    Lookup look(TenantId tenant, String route, String key, byte[] body, UUID message) {
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH) {
            throw new InvalidKey();
        }
        var keyHash = Sha256.of(route + '\n' + key);
        var bodyHash = Sha256.of(body);
        var now = clock.instant();
        var first = new ClaimedKey(keyHash, message, null);
        if (claim(
                tenant,
                first,
                () -> store.claim(tenant, keyHash, bodyHash, message, instance.value(), now))) {
            return new Lookup.First(first);
        }
        var entry = store.find(tenant, keyHash).orElseThrow(InFlight::new);
        if (!Arrays.equals(entry.bodyHash(), bodyHash)) {
            throw new KeyReused();
        }
        var response = texts.opened(tenant, entry.message(), entry.response());
        if (response != null) {
            return new Lookup.Replay(response);
        }
        if (!diedWith(entry)) {
            throw new InFlight();
        }
        if (entry.attempts() >= MOST_ATTEMPTS) {
            throw new Interrupted();
        }
        return takeOver(tenant, keyHash, entry, message);
    }

    /** Nothing came of this try; the key is as it was before. Never throws. */
    void free(TenantId tenant, @Nullable ClaimedKey key) {
        if (key == null) {
            return;
        }
        try {
            commit.awaitBriefly(commit.freed(tenant, key));
        } catch (RuntimeException later) {
            // It stays queued until the database is back; the caller has a better reason to hear.
            LOG.debug("A key is not free yet", later);
        }
    }

    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void forgetOld() {
        var limit = clock.instant().minus(KEPT);
        while (transactions.call(() -> store.forgetOlderThan(limit, FORGOTTEN_AT_A_TIME))
                == FORGOTTEN_AT_A_TIME) {
            // The next part.
        }
    }

    private Lookup takeOver(
            TenantId tenant, byte[] keyHash, IdempotencyStore.Entry entry, UUID message) {
        var claimed = new ClaimedKey(keyHash, message, entry.instance());
        var won =
                claim(
                        tenant,
                        claimed,
                        () ->
                                store.takeOver(
                                        tenant,
                                        keyHash,
                                        entry.instance(),
                                        message,
                                        instance.value()));
        if (!won) {
            throw new InFlight();
        }
        return new Lookup.First(claimed);
    }

    /**
     * Whether the key is this request's now. A claim that the database did not confirm may be there
     * all the same, and no request would ever end it: it is undone as soon as anything can be written.
     * Until then no more are let in, which would have to be undone as well.
     */
    private boolean claim(TenantId tenant, ClaimedKey key, Supplier<Boolean> claim) {
        commit.admit();
        try {
            return transactions.call(claim);
        } catch (RuntimeException unconfirmed) {
            commit.freed(tenant, key);
            throw unconfirmed;
        }
    }

    private boolean diedWith(IdempotencyStore.Entry entry) {
        return !entry.instance().equals(instance.value())
                && !instances.isAlive(entry.instance());
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

    /** The call under the key was interrupted as often as it is tried. */
    static final class Interrupted extends Conflict {

        Interrupted() {
            super(
                    "idempotency_key_interrupted",
                    "The call under this Idempotency-Key was interrupted twice.");
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
