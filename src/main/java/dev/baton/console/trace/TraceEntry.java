package dev.baton.console.trace;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a trace.
 *
 * @param kind its word is {@code search.trace.<kind>}
 * @param state one of {@code layout/state}'s, such as {@code ok}
 * @param detail code of a status or of what went wrong; empty for none
 * @param words message key of what the detail is called; null where it is what went wrong
 * @param facts what stands in the words
 */
record TraceEntry(
        Instant at,
        String kind,
        String state,
        String title,
        String detail,
        @Nullable String words,
        List<String> facts,
        String href) {}
