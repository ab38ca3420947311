package dev.baton.identity.key;

import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.vault.Vault;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

import java.security.PublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The keys that sign API keys. One is active; those before it are published and hold until the last
 * key they signed has expired.
 */
@Service
public class SigningKeys {

    private static final String PURPOSE = "signing-key";

    private final SigningKeyTable table;
    private final VerificationKeys verification;
    private final Vault vault;
    private final RetryingTransactions transactions;
    private final Clock clock;

    SigningKeys(
            SigningKeyTable table,
            VerificationKeys verification,
            Vault vault,
            RetryingTransactions transactions,
            Clock clock) {
        this.table = table;
        this.verification = verification;
        this.vault = vault;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The public halves, for whoever wants to verify a key offline. */
    public List<PublishedKey> published() {
        return table.published(clock.instant());
    }

    @Requires(Permission.SYSTEM_READ)
    public List<SigningKeyView> list(Actor by) {
        return table.views(clock.instant());
    }

    /** A new key signs from now on; what the old one signed goes on holding. */
    @Requires(Permission.SYSTEM_WRITE)
    public SigningKeyView rotate(Actor by) {
        var old = active().id();
        try {
            var made =
                    transactions.call(
                    () -> {
                        if (!table.retire(old, clock.instant())) {
                            throw new RotatedMeanwhile();
                        }
                        return create(by.name());
                    });
            return table.views(clock.instant()).stream()
                    .filter(key -> key.id().equals(made))
                    .findFirst()
                    .orElseThrow();
        } catch (DuplicateKeyException e) {
            throw new RotatedMeanwhile();
        }
    }

    /** From the database each time: another instance may have rotated. */
    SigningKey active() {
        var sealed = table.active().or(this::createFirst).orElseThrow();
        verification.expect(sealed.id().toString());
        var opened = vault.open(TenantId.PLATFORM, PURPOSE, sealed.id(), sealed.privateKey());
        return new SigningKey(sealed.id(), Ed25519.privateKey(opened));
    }

    Optional<PublicKey> publicKey(@Nullable String id) {
        return verification.find(id);
    }

    /** Of several instances that start at once, one makes the key and the others take it. */
    private Optional<SigningKeyTable.Sealed> createFirst() {
        try {
            transactions.run(() -> create("baton"));
        } catch (DuplicateKeyException e) {
            // Another instance was faster.
        }
        return table.active();
    }

    private UUID create(String by) {
        var id = Ids.next();
        var pair = Ed25519.generate();
        var sealed = vault.seal(TenantId.PLATFORM, PURPOSE, id, Ed25519.text(pair.getPrivate()));
        table.insertActive(id, Ed25519.raw(pair.getPublic()), sealed, by, clock.instant());
        return id;
    }
}
