package dev.baton.vault;

import dev.baton.tenant.TenantId;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;

import javax.crypto.SecretKey;

/** One master key: wraps data keys, and has an id from which nothing of the key can be learned. */
final class MasterKey {

    private static final int ID_BYTES = 8;

    private final String id;
    private final SecretKey wrappingKey;

    private MasterKey(String id, SecretKey wrappingKey) {
        this.id = id;
        this.wrappingKey = wrappingKey;
    }

    static MasterKey of(String secret) {
        var material = secret.getBytes(StandardCharsets.UTF_8);
        return new MasterKey(
                HexFormat.of().formatHex(Hkdf.derive(material, "baton/master/id", ID_BYTES)),
                Hkdf.aesKey(material, "baton/master/wrap"));
    }

    String id() {
        return id;
    }

    byte[] wrap(TenantId tenant, int version, byte[] dataKey) {
        var nonce = AesGcm.newNonce();
        var encrypted = AesGcm.encrypt(wrappingKey, nonce, context(tenant, version), dataKey);
        var wrapped = Arrays.copyOf(nonce, nonce.length + encrypted.length);
        System.arraycopy(encrypted, 0, wrapped, nonce.length, encrypted.length);
        return wrapped;
    }

    byte[] unwrap(TenantId tenant, int version, byte[] wrapped) throws GeneralSecurityException {
        return AesGcm.decrypt(
                wrappingKey,
                Arrays.copyOf(wrapped, AesGcm.NONCE_BYTES),
                context(tenant, version),
                Arrays.copyOfRange(wrapped, AesGcm.NONCE_BYTES, wrapped.length));
    }

    private String context(TenantId tenant, int version) {
        return tenant + "|data-key|" + version + "|" + id;
    }

    @Override
    public String toString() {
        return "MasterKey[" + id + "]";
    }
}
