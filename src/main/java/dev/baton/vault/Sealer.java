package dev.baton.vault;

import dev.baton.tenant.TenantId;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Seals for one tenant with a key that is at hand: whatever state the database is in. */
public final class Sealer {

    private final TenantId tenant;
    private final DataKey key;

    Sealer(TenantId tenant, DataKey key) {
        this.tenant = tenant;
        this.key = key;
    }

    /**
     * @param purpose what kind of secret, a constant of the calling module: {@code
     *     "connection.key"}
     * @param row id of what it belongs to
     */
    public String seal(String purpose, UUID row, String plaintext) {
        var nonce = AesGcm.newNonce();
        var encrypted =
                AesGcm.encrypt(
                        key.forPurpose(purpose),
                        nonce,
                        Vault.context(tenant, purpose, row, key.version()),
                        plaintext.getBytes(StandardCharsets.UTF_8));
        return new Sealed(key.version(), nonce, encrypted).text();
    }
}
