package dev.baton.trigger.web;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * What came of one firing, for people.
 *
 * @param look one of the console's states
 * @param words what came of it
 * @param why no run began; null where one did
 * @param run null where none began
 */
record FiringMark(
        Instant dueAt, String look, String words, @Nullable String why, @Nullable UUID run) {

    /** All of it in one line. */
    public String told() {
        return why == null ? words : words + ": " + why;
    }
}
