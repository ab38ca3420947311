package dev.baton.identity.key;

import dev.baton.platform.problem.NotFound;

/** The tenant has no such key. */
public class KeyNotFound extends NotFound {

    KeyNotFound(ApiKeyId id) {
        super("key_not_found", "There is no key " + id.value() + ".", id.value().toString());
    }
}
