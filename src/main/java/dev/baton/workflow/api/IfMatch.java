package dev.baton.workflow.api;

import dev.baton.workflow.Workflow;

import org.jspecify.annotations.Nullable;

/** The version that a caller has seen, as a tag. */
final class IfMatch {

    private IfMatch() {}

    static String tag(Workflow workflow) {
        return "\"" + workflow.version() + "\"";
    }

    /** Null for no tag; one that is none of ours matches no version. */
    static @Nullable Long version(@Nullable String tag) {
        if (tag == null || tag.strip().equals("*")) {
            return null;
        }
        var digits = tag.strip().replaceFirst("^W/", "").replace("\"", "").strip();
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1L;
    }
}
