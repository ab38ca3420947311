package dev.baton.model.demo;

import java.util.Optional;

/**
 * Makes a text that matches a regular expression, by walking along it and writing the first thing
 * that fits at each step. It never runs the expression, so a hostile one costs no time.
 */
final class PatternExample {

    private static final int DEEPEST = 40;
    private static final int MOST_EXTRA = 256;
    private static final int LONGEST_PATTERN = 1_000;
    private static final String TRIED = "a0A _-.,;:!?#@/\\()[]{}'\"+*=<>|&%$~^`éก\n";

    private final String pattern;
    private final int extra;
    private final Effort effort;
    private int at;
    private int depth;

    private PatternExample(String pattern, int extra, Effort effort) {
        this.pattern = pattern;
        this.extra = extra;
        this.effort = effort;
    }

    /**
     * Empty when the expression is overlong or uses something unknown here, or no length in the
     * range was found.
     */
    static Optional<String> of(String pattern, int least, int most, Effort effort) {
        if (pattern.length() > LONGEST_PATTERN) {
            return Optional.empty();
        }
        var length = -1;
        try {
            for (var extra = 0; extra <= MOST_EXTRA; extra++) {
                effort.step(pattern.length());
                var text = new PatternExample(pattern, extra, effort).whole();
                // What more of everything did not make longer stays as long.
                if (text.length() > most || text.length() == length) {
                    return Optional.empty();
                }
                if (text.length() >= least) {
                    return Optional.of(text);
                }
                length = text.length();
            }
        } catch (Unknown | IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private String whole() {
        var text = choice();
        if (at < pattern.length()) {
            throw new Unknown();
        }
        return text;
    }

    /** The first of the alternatives; the others are read over. */
    private String choice() {
        if (++depth > DEEPEST) {
            throw new Unknown();
        }
        var first = sequence();
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            sequence();
        }
        depth--;
        return first;
    }

    private String sequence() {
        var text = new StringBuilder();
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            var part = atom();
            var times = repeats();
            if ((long) part.length() * times + text.length() > 20_000) {
                throw new Unknown();
            }
            effort.build((long) part.length() * times);
            text.append(part.repeat(times));
        }
        return text.toString();
    }

    private String atom() {
        var c = pattern.charAt(at++);
        return switch (c) {
            case '^', '$' -> "";
            case '.' -> "a";
            case '[' -> characterOf();
            case '(' -> group();
            case '\\' -> escaped();
            case '*', '+', '?', '{' -> throw new Unknown();
            default -> String.valueOf(c);
        };
    }

    private int repeats() {
        if (at >= pattern.length()) {
            return 1;
        }
        var least = 1;
        var most = 1;
        switch (pattern.charAt(at)) {
            case '*' -> {
                least = 0;
                most = Integer.MAX_VALUE;
            }
            case '+' -> most = Integer.MAX_VALUE;
            case '?' -> least = 0;
            case '{' -> {
                var end = pattern.indexOf('}', at);
                var range = pattern.substring(at + 1, end).split(",", 2);
                least = Integer.parseInt(range[0].strip());
                most = range.length == 1 ? least : upper(range[1]);
                at = end;
            }
            default -> {
                return 1;
            }
        }
        at++;
        if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == '+')) {
            at++;
        }
        return (int) Math.min((long) least + extra, most);
    }

    private static int upper(String text) {
        return text.isBlank() ? Integer.MAX_VALUE : Integer.parseInt(text.strip());
    }

    private String group() {
        var isLook = pattern.startsWith("?=", at) || pattern.startsWith("?!", at);
        if (pattern.startsWith("?<=", at) || pattern.startsWith("?<!", at) || isLook) {
            throw new Unknown();
        }
        if (pattern.startsWith("?:", at)) {
            at += 2;
        } else if (pattern.startsWith("?<", at)) {
            at = pattern.indexOf('>', at) + 1;
        } else if (pattern.startsWith("?", at)) {
            throw new Unknown();
        }
        var text = choice();
        if (pattern.charAt(at++) != ')') {
            throw new Unknown();
        }
        return text;
    }

    private String escaped() {
        var c = pattern.charAt(at++);
        return switch (c) {
            case 'd' -> "1";
            case 'w', 'D', 'S' -> "a";
            case 's', 'W' -> " ";
            case 'b' -> "";
            case 't' -> "\t";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 'u' -> hex(4);
            case 'x' -> hex(2);
            case 'p' -> property();
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw new Unknown();
                }
                yield String.valueOf(c);
            }
        };
    }

    private String hex(int digits) {
        var code = Integer.parseInt(pattern.substring(at, at + digits), 16);
        at += digits;
        return String.valueOf((char) code);
    }

    private String property() {
        var name = pattern.substring(at + 1, pattern.indexOf('}', at));
        at += name.length() + 2;
        return switch (name) {
            case "L", "Ll", "Letter", "Alphabetic" -> "a";
            case "Lu" -> "A";
            case "N", "Nd" -> "1";
            default -> throw new Unknown();
        };
    }

    /** One character of a class: the first it names, or for a negated one the first it does not. */
    private String characterOf() {
        var negated = pattern.charAt(at) == '^';
        if (negated) {
            at++;
        }
        var start = at;
        var first = "";
        while (pattern.charAt(at) != ']' || at == start) {
            var one = member();
            first = first.isEmpty() ? one : first;
        }
        var members = pattern.substring(start, at++);
        return negated ? outside(members) : first;
    }

    private String member() {
        var c = pattern.charAt(at++);
        return c == '\\' ? escaped() : String.valueOf(c);
    }

    private static String outside(String members) {
        return TRIED.codePoints()
                .filter(c -> !isInside(members, (char) c))
                .mapToObj(Character::toString)
                .findFirst()
                .orElseThrow(Unknown::new);
    }

    private static boolean isInside(String members, char c) {
        for (var i = 0; i < members.length(); i++) {
            var member = members.charAt(i);
            if (member == '\\' && i + 1 < members.length()) {
                if (isInEscape(members.charAt(++i), c)) {
                    return true;
                }
            } else if (i + 2 < members.length() && members.charAt(i + 1) == '-') {
                if (member <= c && c <= members.charAt(i + 2)) {
                    return true;
                }
                i += 2;
            } else if (member == c) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInEscape(char escape, char c) {
        return switch (escape) {
            case 'd' -> Character.isDigit(c);
            case 'w' -> Character.isLetterOrDigit(c) || c == '_';
            case 's' -> Character.isWhitespace(c);
            case 'n' -> c == '\n';
            case 't' -> c == '\t';
            case 'r' -> c == '\r';
            default -> escape == c;
        };
    }

    /** Something that is not understood here. */
    private static final class Unknown extends RuntimeException {
        private Unknown() {
            super(null, null, false, false);
        }
    }
}
