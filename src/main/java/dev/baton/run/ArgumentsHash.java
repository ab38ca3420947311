package dev.baton.run;

import dev.baton.platform.json.CanonicalJson;
import dev.baton.platform.json.JsonValues;

import org.jspecify.annotations.Nullable;

/** Tells whether two steps act with the same: SHA-256 in hex. */
final class ArgumentsHash {

    private ArgumentsHash() {}

    /** Once written and read, so that a value has one form, wherever it comes from. */
    static String of(@Nullable Object arguments) {
        return CanonicalJson.hash(
                JsonValues.value(JsonValues.mapper().writeValueAsString(arguments)));
    }
}
