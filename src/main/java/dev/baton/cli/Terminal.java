package dev.baton.cli;

import java.util.regex.Pattern;

/** What may be written to a terminal: a model's words must not steer it. */
final class Terminal {

    /** Controls but line feed and tab, and what turns the direction of writing round. */
    private static final Pattern STEERING =
            Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\u202A-\\u202E\\u2066-\\u2069]");

    private Terminal() {}

    static String printable(String text) {
        return STEERING.matcher(text).replaceAll("");
    }
}
