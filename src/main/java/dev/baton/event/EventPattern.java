package dev.baton.event;

/**
 * Which types of events somebody wants: a name ({@code agent.updated}), all of a noun ({@code
 * agent.*}) or all ({@code *}).
 */
public record EventPattern(String text) {

    private static final String ALL = "*";
    private static final String ALL_OF = ".*";

    /** Says nothing about whether there is such a type; see {@link EventCatalogue#matching}. */
    public boolean matches(String type) {
        if (text.equals(ALL)) {
            return true;
        }
        return text.endsWith(ALL_OF)
                ? type.startsWith(text.substring(0, text.length() - ALL.length()))
                : type.equals(text);
    }
}
