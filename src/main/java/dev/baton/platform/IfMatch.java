package dev.baton.platform;

import org.jspecify.annotations.Nullable;

/**
 * The version of something that a caller has seen, as the tag of {@code ETag} and {@code If-Match}.
 */
public final class IfMatch {

    private IfMatch() {}

    public static String tag(long version) {
        return "\"" + version + "\"";
    }

    /** Null where any version will do; a tag that is none of ours matches none. */
    public static @Nullable Long version(@Nullable String tag) {
        if (tag == null || tag.strip().equals("*")) {
            return null;
        }
        var digits = tag.strip().replaceFirst("^W/", "").replace("\"", "").strip();
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1L;
    }

    /** The version that an edit started from; where the caller does not say, it is the current. */
    public static long seen(@Nullable String tag, long current) {
        var version = version(tag);
        return version == null ? current : version;
    }
}
