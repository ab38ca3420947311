package dev.baton.state;

import dev.baton.platform.problem.FieldProblem;

import java.util.regex.Pattern;

/** How namespaces, keys and locks may be called: what stands in an address as it is. */
final class StateNames {

    static final int LONGEST_NAMESPACE = 100;
    static final int LONGEST_KEY = 200;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@-]*");

    private StateNames() {}

    static void check(String field, String name, int longest) {
        if (name.length() > longest) {
            throw new StateRefused(
                    new FieldProblem(field, "too_long", "at most " + longest + " characters"));
        }
        if (!NAME.matcher(name).matches()) {
            throw new StateRefused(
                    new FieldProblem(
                            field,
                            "invalid",
                            "letters, digits and . _ : @ -, a letter or digit first"));
        }
    }
}
