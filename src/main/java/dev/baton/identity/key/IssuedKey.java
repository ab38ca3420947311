package dev.baton.identity.key;

/**
 * A new key with its token, which nobody can see a second time.
 *
 * @param token what the caller sends as bearer
 */
public record IssuedKey(KeyView key, String token) {

    @Override
    public String toString() {
        return "IssuedKey[" + key.id() + "]";
    }
}
