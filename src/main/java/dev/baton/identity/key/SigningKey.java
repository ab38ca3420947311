package dev.baton.identity.key;

import java.security.PrivateKey;
import java.util.UUID;

/** The key that signs new tokens. */
record SigningKey(UUID id, PrivateKey privateKey) {

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
