package dev.baton.work;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The claims that this instance holds now and whose leases it renews. */
@Component
class HeldClaims {

    private final Map<Claim, HeldClaim> held = new ConcurrentHashMap<>();

    HeldClaim take(Claim claim, Duration lease, Instant leaseEnd, Instant keepUntil) {
        var taken = new HeldClaim(claim, lease, leaseEnd, keepUntil);
        held.put(claim, taken);
        return taken;
    }

    void drop(Claim claim) {
        held.remove(claim);
    }

    boolean contains(Claim claim) {
        return held.containsKey(claim);
    }

    boolean isOwnedAt(Claim claim, Instant now) {
        var found = held.get(claim);
        return found != null && found.isOwnedAt(now);
    }

    /** False if the loss is known already. */
    boolean lose(Claim claim) {
        var found = held.get(claim);
        return found == null || found.lose();
    }

    Collection<HeldClaim> all() {
        return List.copyOf(held.values());
    }

    /** The claims end with the current transaction, if it commits. */
    void endWithTransaction(Collection<Claim> claims) {
        claims.forEach(claim -> setEnding(claim, true));
        whenTransactionEnds(
                committed -> {
                    if (committed) {
                        claims.forEach(held::remove);
                    } else {
                        claims.forEach(claim -> setEnding(claim, false));
                    }
                });
    }

    /** The claims were made in the current transaction and fall with it. */
    void dropUnlessCommitted(Collection<Claim> claims) {
        whenTransactionEnds(
                committed -> {
                    if (!committed) {
                        claims.forEach(held::remove);
                    }
                });
    }

    void whenLost(Claim claim, Runnable told) {
        var found = held.get(claim);
        if (found != null) {
            found.whenLost(told);
        }
    }

    private void setEnding(Claim claim, boolean ending) {
        var found = held.get(claim);
        if (found != null) {
            found.setEnding(ending);
        }
    }

    private static void whenTransactionEnds(Outcome outcome) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCompletion(int status) {
                        outcome.known(status == STATUS_COMMITTED);
                    }
                });
    }

    private interface Outcome {

        void known(boolean committed);
    }
}
