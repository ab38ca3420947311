package dev.baton.identity.key.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.baton.identity.key.IssuedKey;

/**
 * A new key.
 *
 * @param key the token; it is not shown again
 */
record IssuedKeyJson(@JsonUnwrapped ApiKeyJson record, String key) {

    static IssuedKeyJson of(IssuedKey issued) {
        return new IssuedKeyJson(ApiKeyJson.of(issued.key()), issued.token());
    }

    @Override
    public String toString() {
        return "IssuedKeyJson[" + record.id() + "]";
    }
}
