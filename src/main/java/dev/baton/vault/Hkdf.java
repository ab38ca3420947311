package dev.baton.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Derives a key for one use from another key (RFC 5869, SHA-256): no key serves two purposes. */
final class Hkdf {

    private static final int KEY_BYTES = 32;

    private Hkdf() {}

    static SecretKey aesKey(byte[] material, String use) {
        return new SecretKeySpec(derive(material, use, KEY_BYTES), "AES");
    }

    static byte[] derive(byte[] material, String use, int length) {
        try {
            var parameters =
                    HKDFParameterSpec.ofExtract()
                            .addIKM(material)
                            .thenExpand(use.getBytes(StandardCharsets.UTF_8), length);
            return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HKDF-SHA256", e);
        }
    }
}
