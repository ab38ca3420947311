package dev.baton.console.alert;

import java.time.Instant;
import java.util.List;

/**
 * Something that happened, or stands, and that somebody should know of.
 *
 * @param facts of its sentence: texts, numbers, money, months, points in time
 * @param href where one sees it and can do something about it
 * @param at when it happened last; unread is what is later than the last reading
 * @param times how often it happened within the time that alerts look back
 */
record Alert(AlertKind kind, List<Object> facts, String href, Instant at, int times) {

    Alert(AlertKind kind, List<Object> facts, String href, Instant at) {
        this(kind, facts, href, at, 1);
    }

    /**
     * Names its row for as long as it is told. What is told once has facts of its own; keys are told
     * one by one, and two may share a name and an end.
     */
    String id() {
        Object about = kind == AlertKind.KEY_EXPIRING ? href : facts;
        return kind.wire() + "-" + Integer.toHexString(about.hashCode());
    }

    /** The same thing once more: told once, with the newest of the two. */
    Alert and(Alert other) {
        var newest = at.isBefore(other.at) ? other : this;
        return new Alert(newest.kind, newest.facts, newest.href, newest.at, times + other.times);
    }
}
