package dev.baton.model;

/**
 * A model's name, or the beginning of names followed by an asterisk. Of several that match, the
 * longest says most.
 */
record NamePattern(String text) {

    boolean matches(String name) {
        return isPrefix()
                ? name.startsWith(text.substring(0, text.length() - 1))
                : name.equals(text);
    }

    /** An exact name beats every beginning, a longer beginning a shorter one. */
    int weight() {
        return isPrefix() ? text.length() - 1 : Integer.MAX_VALUE;
    }

    private boolean isPrefix() {
        return text.endsWith("*");
    }
}
