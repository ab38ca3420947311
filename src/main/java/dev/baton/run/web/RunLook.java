package dev.baton.run.web;

import org.jspecify.annotations.Nullable;

/**
 * What of a run its page shows, as it stands in its address. A word that says nothing to us is as
 * good as none.
 *
 * @param view {@code graph}, {@code state} or {@code journal}; the timeline otherwise
 * @param step path of the step that is chosen, or its key
 * @param rows of the timeline; the first ones otherwise
 * @param items of the chosen step; the first ones otherwise
 * @param version of the state
 * @param with the version that it is compared with
 * @param after version that the journal goes on after
 */
record RunLook(
        @Nullable String view,
        @Nullable String step,
        @Nullable String rows,
        @Nullable String items,
        @Nullable String version,
        @Nullable String with,
        @Nullable String after) {

    private static final int MOST_ROWS = 5_000;

    boolean isState() {
        return "state".equals(view);
    }

    boolean isGraph() {
        return "graph".equals(view);
    }

    boolean isJournal() {
        return "journal".equals(view);
    }

    public String viewed() {
        return isState() || isJournal() || isGraph() ? String.valueOf(view) : "timeline";
    }

    int rowsOr(int usual) {
        return Math.clamp(number(rows, usual), 1, MOST_ROWS);
    }

    int itemsOr(int usual) {
        return Math.clamp(number(items, usual), 1, MOST_ROWS);
    }

    int versionOr(int usual) {
        return number(version, usual);
    }

    int withOr(int usual) {
        return number(with, usual);
    }

    int afterOr(int usual) {
        return number(after, usual);
    }

    private static int number(@Nullable String text, int usual) {
        return text == null || !text.matches("\\d{1,9}") ? usual : Integer.parseInt(text);
    }
}
