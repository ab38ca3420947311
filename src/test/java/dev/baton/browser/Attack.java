package dev.baton.browser;

/** Names that are markup, script and a template's expression at once. */
final class Attack {

    private static final String EXPRESSION = "[[${1111*1111}]]";
    private static final String MARK = "\"'><img src=x onerror=alert()>" + EXPRESSION;

    /** Whether the markup became an element, or the expression its value. */
    private static final String WORKED =
            """
            document.querySelector('img[src="x"]') !== null
                || document.documentElement.outerHTML.includes('1234321')
            """;

    private Attack() {}

    static String on(String name) {
        return name + MARK;
    }

    /** Whether the page shows such a name. */
    static boolean isShown(Window window) {
        return window.page().content().contains(EXPRESSION);
    }

    static boolean hasWorked(Window window) {
        return (Boolean) window.page().evaluate(WORKED);
    }
}
