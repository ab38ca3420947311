package dev.baton.vault;

import javax.crypto.SecretKey;

/** A tenant's data key, unwrapped; lives in memory only. */
final class DataKey {

    static final int BYTES = 32;

    private final int version;
    private final byte[] material;

    DataKey(int version, byte[] material) {
        this.version = version;
        this.material = material;
    }

    int version() {
        return version;
    }

    SecretKey forPurpose(String purpose) {
        return Hkdf.aesKey(material, "baton/seal/" + purpose);
    }

    @Override
    public String toString() {
        return "DataKey[" + version + "]";
    }
}
