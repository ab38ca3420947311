package dev.baton.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A tag of a template's text. Only plain variables, sections, inverted sections and comments exist:
 * partials, blocks and other delimiters are faults, and so is a tag that is not closed.
 *
 * @param line 1 for the first
 */
record TemplateTag(Kind kind, String name, int line) {

    /** What a tag does. */
    enum Kind {
        VARIABLE,
        SECTION,
        INVERTED,
        END
    }

    private static final Pattern FORM =
            Pattern.compile(
                    "\\s*([#^/&]?)[ \\t]*(\\.|-?[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*"
                            + "(?:\\.[A-Za-z0-9_-]+)*)\\s*");

    /** First part of a dotted name: the variable it starts from. */
    String root() {
        var dot = name.indexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    boolean isPath() {
        return name.length() > root().length();
    }

    /** A section that repeats knows its place: {@code -first}, {@code -last}, {@code -index}. */
    boolean isPlace() {
        return name.equals("-first") || name.equals("-last") || name.equals("-index");
    }

    /** Reads the tags of a text. Comments are left out. */
    static List<TemplateTag> scan(String text) throws Malformed {
        var tags = new ArrayList<TemplateTag>();
        var line = 1;
        var at = 0;
        for (var open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
            line += lines(text, at, open);
            var triple = text.startsWith("{{{", open);
            var start = open + (triple ? 3 : 2);
            var close = text.indexOf(triple ? "}}}" : "}}", start);
            if (close < 0) {
                throw new Malformed("tag_unclosed", "{{", line);
            }
            var inside = text.substring(start, close);
            if (triple || !inside.stripLeading().startsWith("!")) {
                tags.add(read(inside, line));
            }
            at = close + (triple ? 3 : 2);
            line += lines(text, open, at);
        }
        return tags;
    }

    private static TemplateTag read(String inside, int line) throws Malformed {
        var match = FORM.matcher(inside);
        if (!match.matches() || inside.indexOf('\n') >= 0) {
            throw new Malformed("tag_refused", "{{" + inside.strip() + "}}", line);
        }
        var kind =
                switch (match.group(1)) {
                    case "#" -> Kind.SECTION;
                    case "^" -> Kind.INVERTED;
                    case "/" -> Kind.END;
                    default -> Kind.VARIABLE;
                };
        return new TemplateTag(kind, match.group(2), line);
    }

    private static int lines(String text, int from, int to) {
        return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }

    /** A text whose tags cannot be read. */
    static class Malformed extends Exception {

        private final String code;
        private final String tag;
        private final int line;

        Malformed(String code, String tag, int line) {
            super(code, null, false, false);
            this.code = code;
            this.tag = tag;
            this.line = line;
        }

        String code() {
            return code;
        }

        String tag() {
            return tag;
        }

        int line() {
            return line;
        }
    }
}
