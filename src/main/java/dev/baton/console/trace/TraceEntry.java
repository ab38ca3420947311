package dev.baton.console.trace;

import java.time.Instant;

/**
 * Something that happened in a trace.
 *
 * @param kind its word is {@code search.trace.<kind>}
 * @param state one of {@code layout/state}'s, such as {@code ok}
 * @param detail a type, a status or a model; not translated
 */
record TraceEntry(
        Instant at, String kind, String state, String title, String detail, String href) {}
