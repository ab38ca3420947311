package dev.baton.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Finds the expressions in a text: <code>${…}</code>, where <code>$${</code> is no beginning. */
final class TemplateText {

    /** An expression. */
    record Inside(String expression) {}

    /** An expression without an end. */
    static final class Unclosed extends Exception {

        private final int at;

        Unclosed(int at) {
            super("Unclosed at " + at);
            this.at = at;
        }

        int at() {
            return at;
        }
    }

    private TemplateText() {}

    /** Texts and {@link Inside}s, in their order. */
    static List<Object> split(String text) throws Unclosed {
        var parts = new ArrayList<Object>();
        var plain = new StringBuilder();
        var at = 0;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                plain.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                var end = end(text, at);
                if (!plain.isEmpty()) {
                    parts.add(plain.toString());
                    plain.setLength(0);
                }
                parts.add(new Inside(text.substring(at + 2, end)));
                at = end + 1;
            } else {
                plain.append(text.charAt(at++));
            }
        }
        if (!plain.isEmpty()) {
            parts.add(plain.toString());
        }
        return parts;
    }

    /** The same text with other expressions in it. */
    static String replace(String text, UnaryOperator<String> expressions) throws Unclosed {
        var replaced = new StringBuilder();
        var at = 0;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                replaced.append("$${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                var end = end(text, at);
                replaced.append("${")
                        .append(expressions.apply(text.substring(at + 2, end)))
                        .append('}');
                at = end + 1;
            } else {
                replaced.append(text.charAt(at++));
            }
        }
        return replaced.toString();
    }

    /** Where the expression's closing brace is: braces of objects and those in texts are not it. */
    private static int end(String text, int begin) throws Unclosed {
        var depth = 0;
        var at = begin + 2;
        while (at < text.length()) {
            switch (text.charAt(at)) {
                case '{' -> depth++;
                case '}' -> {
                    if (depth == 0) {
                        return at;
                    }
                    depth--;
                }
                case '"', '\'' -> at = endOfQuote(text, at, begin);
                default -> {}
            }
            at++;
        }
        throw new Unclosed(begin);
    }

    /** The last letter of a quoted text of CEL: also with three quotes, also raw. */
    static int endOfQuote(String text, int at, int begin) throws Unclosed {
        var quote = String.valueOf(text.charAt(at));
        var isRaw =
                at > 0
                        && "rR".indexOf(text.charAt(at - 1)) >= 0
                        && (at < 2
                                || !Character.isLetterOrDigit(text.charAt(at - 2))
                                || "bB".indexOf(text.charAt(at - 2)) >= 0);
        var mark = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
        for (var next = at + mark.length(); next < text.length(); next++) {
            if (text.charAt(next) == '\\' && !isRaw) {
                next++;
            } else if (text.startsWith(mark, next)) {
                return next + mark.length() - 1;
            }
        }
        throw new Unclosed(begin);
    }
}
