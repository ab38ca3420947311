package dev.baton.workflow;

import java.util.Set;
import java.util.regex.Pattern;

/** Names that expressions and graphs use. */
final class Names {

    static final String INPUT = "input";
    static final String VARIABLES = "variables";
    static final String RESULTS = "results";
    static final String RUN = "run";

    /** What is bound everywhere. */
    static final Set<String> EVERYWHERE = Set.of(INPUT, VARIABLES, RESULTS, RUN);

    /** What places in the graph bind, and expressions' own words: no item may be called so. */
    static final Set<String> TAKEN =
            Set.of(
                    INPUT,
                    VARIABLES,
                    RESULTS,
                    RUN,
                    "index",
                    "round",
                    "last",
                    "output",
                    "result",
                    "error",
                    "value",
                    "values",
                    "arguments");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    private static final Set<String> WORDS_OF_CEL =
            Set.of(
                    "as",
                    "break",
                    "const",
                    "continue",
                    "else",
                    "false",
                    "for",
                    "function",
                    "if",
                    "import",
                    "in",
                    "let",
                    "loop",
                    "namespace",
                    "null",
                    "package",
                    "return",
                    "true",
                    "var",
                    "void",
                    "while",
                    "size",
                    "type",
                    "int",
                    "uint",
                    "double",
                    "bool",
                    "string",
                    "bytes",
                    "list",
                    "map",
                    "dyn",
                    "has",
                    "timestamp",
                    "duration");

    private Names() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Whether expressions could not tell it from a word of their own. */
    static boolean isWordOfCel(String text) {
        return WORDS_OF_CEL.contains(text);
    }
}
