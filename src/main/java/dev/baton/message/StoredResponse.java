package dev.baton.message;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of an idempotency key when its request has ended.
 *
 * @param response to be given again; null frees the key, because nothing came of the request
 */
record StoredResponse(ClaimedKey key, @Nullable Response response) {

    /** Null without a key: there is nothing to keep. */
    static @Nullable StoredResponse of(@Nullable ClaimedKey key, Response response) {
        return key == null ? null : new StoredResponse(key, response);
    }

    static @Nullable StoredResponse freed(@Nullable ClaimedKey key) {
        return key == null ? null : new StoredResponse(key, null);
    }
}
