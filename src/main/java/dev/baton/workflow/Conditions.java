package dev.baton.workflow;

import dev.cel.common.CelValidationException;

import java.util.Set;

/** Reads expressions that stand outside of graphs, such as what somebody wants to hear of. */
public final class Conditions {

    private Conditions() {}

    /**
     * @param names that are bound where it is evaluated
     * @throws ExpressionFailed when it is no expression over these names
     */
    public static Expression read(String text, Set<String> names) {
        if (text.length() > CelEnvironment.LONGEST) {
            throw new ExpressionFailed("at most " + CelEnvironment.LONGEST + " characters");
        }
        try {
            return CelEnvironment.expression(text, new CelEnvironment(names).check(text));
        } catch (CelValidationException e) {
            var message = String.valueOf(e.getMessage());
            throw new ExpressionFailed(message.lines().findFirst().orElse("no CEL expression"));
        }
    }
}
