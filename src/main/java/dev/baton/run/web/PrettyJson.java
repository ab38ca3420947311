package dev.baton.run.web;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A value as people read it.
 *
 * @param isLong whether it is folded
 * @param isCut whether it is more than is shown
 */
record PrettyJson(String text, boolean isLong, boolean isCut) {

    private static final int MOST = 50_000;
    private static final int LONG = 1_200;
    private static final int LINES = 24;
    private static final int BRIEF = 160;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static @Nullable PrettyJson of(@Nullable Object value) {
        return value == null ? null : written(value);
    }

    /** Also of null. */
    static PrettyJson written(@Nullable Object value) {
        var whole = JSON.writeValueAsString(value);
        var isCut = whole.length() > MOST;
        var text = isCut ? whole.substring(0, MOST) : whole;
        return new PrettyJson(
                text,
                text.length() > LONG || text.chars().filter(it -> it == '\n').count() > LINES,
                isCut);
    }

    /** On one line, its beginning where it is long. */
    static String brief(@Nullable Object value) {
        var whole = JsonMapper.shared().writeValueAsString(value);
        return whole.length() > BRIEF ? whole.substring(0, BRIEF) + "…" : whole;
    }
}
