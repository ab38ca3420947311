package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/**
 * Where something stands in a graph, as a JSON pointer (RFC 6901) that is written only when
 * somebody reads it: of most places, nothing is ever told.
 *
 * @param parent null for the whole that {@code last} is the pointer of
 */
record Pointer(@Nullable Pointer parent, Object last) {

    static Pointer of(String written) {
        return new Pointer(null, written);
    }

    /** To a member or item of what is here. */
    Pointer at(Object member) {
        return new Pointer(this, member);
    }

    @Override
    public String toString() {
        var members = new ArrayDeque<Object>();
        var first = this;
        for (var at = parent; at != null; at = at.parent) {
            members.push(first.last);
            first = at;
        }
        var written = new StringBuilder(String.valueOf(first.last));
        members.forEach(member -> Findings.append(written, member));
        return written.toString();
    }
}
