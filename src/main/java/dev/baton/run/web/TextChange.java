package dev.baton.run.web;

import dev.baton.run.Difference;
import dev.baton.run.Difference.Kind;

import org.jspecify.annotations.Nullable;

/**
 * What two values say, with what both say at their beginnings and ends set apart. Of what is long,
 * the part is told around which it differs.
 *
 * @param lead what both begin with
 * @param before what only the first says; null where there was nothing
 * @param after what only the second says; null where there is nothing
 * @param trail what both end with
 */
record TextChange(String lead, @Nullable String before, @Nullable String after, String trail) {

    private static final int MOST = 20_000;
    private static final int AROUND = 60;
    private static final int LONGEST = 1_500;

    static TextChange of(Difference difference) {
        if (difference.kind() == Kind.ADDED) {
            return new TextChange("", null, shortened(text(difference.after())), "");
        }
        if (difference.kind() == Kind.REMOVED) {
            return new TextChange("", shortened(text(difference.before())), null, "");
        }
        return of(text(difference.before()), text(difference.after()));
    }

    static TextChange of(String before, String after) {
        var most = Math.min(before.length(), after.length());
        var lead = 0;
        while (lead < most && before.charAt(lead) == after.charAt(lead)) {
            lead++;
        }
        lead = back(before, lead);
        var trail = 0;
        while (trail < most - lead
                && before.charAt(before.length() - 1 - trail)
                        == after.charAt(after.length() - 1 - trail)) {
            trail++;
        }
        trail = before.length() - forth(before, before.length() - trail);
        return new TextChange(
                end(before.substring(0, lead)),
                shortened(before.substring(lead, before.length() - trail)),
                shortened(after.substring(lead, after.length() - trail)),
                beginning(before.substring(before.length() - trail)));
    }

    /** To the beginning of the word, so that whole ones are set apart. */
    private static int back(String text, int at) {
        var word = at;
        while (word > 0 && at - word < AROUND && !Character.isWhitespace(text.charAt(word - 1))) {
            word--;
        }
        return word;
    }

    /** To the end of the word. */
    private static int forth(String text, int at) {
        var word = at;
        while (word < text.length()
                && word - at < AROUND
                && !Character.isWhitespace(text.charAt(word))) {
            word++;
        }
        return word;
    }

    int letters() {
        return lead.length() + length(before) + length(after) + trail.length();
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : PrettyJson.written(value, MOST).text();
    }

    private static String end(String text) {
        return text.length() <= AROUND ? text : "…" + text.substring(text.length() - AROUND);
    }

    private static String beginning(String text) {
        return text.length() <= AROUND ? text : text.substring(0, AROUND) + "…";
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
