package dev.baton.vault;

import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

import javax.crypto.AEADBadTagException;

/**
 * Seals secrets for the database and opens them again. A sealed text opens only for the tenant, the
 * purpose and the row it was sealed for, so a copy in another place is worth nothing.
 */
@Component
public class Vault {

    private static final Pattern PURPOSE = Pattern.compile("[a-z0-9_.-]{1,60}");

    private final DataKeys keys;

    Vault(DataKeys keys) {
        this.keys = keys;
    }

    /**
     * @param purpose what kind of secret, a constant of the calling module: {@code
     *     "connection.key"}
     * @param row id of what it belongs to
     */
    public String seal(TenantId tenant, String purpose, UUID row, String plaintext) {
        var key = keys.newest(tenant);
        var nonce = AesGcm.newNonce();
        var encrypted =
                AesGcm.encrypt(
                        key.forPurpose(purpose),
                        nonce,
                        context(tenant, purpose, row, key.version()),
                        plaintext.getBytes(StandardCharsets.UTF_8));
        return new Sealed(key.version(), nonce, encrypted).text();
    }

    /**
     * The secret; {@link SecretUnreadable} when the text is not exactly what was sealed for here.
     */
    public String open(TenantId tenant, String purpose, UUID row, String sealed) {
        var parts = Sealed.parse(sealed).orElseThrow(() -> new SecretUnreadable(purpose, row));
        var key =
                keys.find(tenant, parts.keyVersion())
                        .orElseThrow(() -> new SecretUnreadable(purpose, row));
        try {
            var plain =
                    AesGcm.decrypt(
                            key.forPurpose(purpose),
                            parts.nonce(),
                            context(tenant, purpose, row, key.version()),
                            parts.encrypted());
            return new String(plain, StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new SecretUnreadable(purpose, row);
        }
    }

    private static String context(TenantId tenant, String purpose, UUID row, int keyVersion) {
        if (!PURPOSE.matcher(purpose).matches()) {
            throw new IllegalArgumentException("Not a purpose: " + purpose);
        }
        return tenant + "|" + purpose + "|" + row + "|" + keyVersion;
    }
}
