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

    /** Seals for the tenant from now on without reading anything. */
    public Sealer sealer(TenantId tenant) {
        return new Sealer(tenant, keys.newest(tenant));
    }

    /** As {@link Sealer#seal}. */
    public String seal(TenantId tenant, String purpose, UUID row, String plaintext) {
        return sealer(tenant).seal(purpose, row, plaintext);
    }

    /**
     * The secret; {@link SecretUnreadable} when the text is not exactly what was sealed for here.
     */
    public String open(TenantId tenant, String purpose, UUID row, String sealed) {
        var parts = Sealed.parse(sealed).orElseThrow(() -> new SecretUnreadable(purpose, row));
        return open(tenant, purpose, row, parts);
    }

    /** False of what certainly is none of ours. */
    public static boolean mayBeSealed(byte[] utf8) {
        return Sealed.mayBe(utf8);
    }

    /** The same of what may be sealed or not; a text of another form is what it is. */
    public String openIfSealed(TenantId tenant, String purpose, UUID row, String text) {
        return Sealed.parse(text).map(parts -> open(tenant, purpose, row, parts)).orElse(text);
    }

    private String open(TenantId tenant, String purpose, UUID row, Sealed parts) {
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

    static String context(TenantId tenant, String purpose, UUID row, int keyVersion) {
        if (!PURPOSE.matcher(purpose).matches()) {
            throw new IllegalArgumentException("Not a purpose: " + purpose);
        }
        return tenant + "|" + purpose + "|" + row + "|" + keyVersion;
    }
}
