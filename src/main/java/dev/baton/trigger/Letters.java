package dev.baton.trigger;

/** Cuts texts to what a column takes. */
final class Letters {

    private Letters() {}

    /** At most so many of its characters; none is cut in half. */
    static String first(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
