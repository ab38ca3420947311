package dev.baton.prompt;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The values given do not fit the variables that a template declares. The code is {@code
 * variable_missing}, {@code variable_type}, {@code variable_unknown} or {@code variable_twice}; the
 * fields name every variable concerned.
 */
public class VariablesRefused extends RuleRefused {

    private static final String FIELD = "variables.";
    private static final String MISSING = "variable_missing";

    private VariablesRefused(
            String code, String detail, List<String> arguments, List<FieldProblem> fields) {
        super(code, detail, arguments, fields);
    }

    static VariablesRefused missing(String name) {
        return of(MISSING, List.of(), problem(name, MISSING, "has no value"));
    }

    /** A caller gave a value for a variable that does not exist. */
    public static VariablesRefused unknown(String name) {
        return of(
                "variable_unknown",
                List.of(),
                problem(name, "variable_unknown", "is not one of the prompt"));
    }

    static VariablesRefused twice(String name) {
        return of(
                "variable_twice",
                List.of(),
                problem(name, "variable_twice", "is given as a message and as a variable"));
    }

    /** A value is not of its variable's type. */
    public static VariablesRefused type(PromptVariable variable) {
        var expected =
                variable.type() == VariableType.ENUM
                        ? variable.options().stream().collect(Collectors.joining(", ", "(", ")"))
                        : "";
        var type = (variable.type().wire() + " " + expected).strip();
        return of(
                "variable_type",
                List.of(type),
                problem(variable.name(), "variable_type", "is not of type " + type));
    }

    /** All of them at once, under the code of the first. */
    static VariablesRefused all(List<VariablesRefused> refusals) {
        if (refusals.size() == 1) {
            return refusals.getFirst();
        }
        var first = refusals.getFirst();
        return new VariablesRefused(
                first.code(),
                refusals.stream().map(Throwable::getMessage).collect(Collectors.joining(" ")),
                first.arguments().stream().map(Object::toString).toList(),
                refusals.stream().flatMap(refusal -> refusal.fields().stream()).toList());
    }

    /** Whether the first fault is that a value is missing. */
    public boolean isForWant() {
        return code().equals(MISSING);
    }

    /** The name of the first variable concerned. */
    public String variable() {
        return fields().getFirst().field().substring(FIELD.length());
    }

    private static VariablesRefused of(String code, List<String> more, FieldProblem field) {
        var name = field.field().substring(FIELD.length());
        var arguments = new java.util.ArrayList<>(List.of(name));
        arguments.addAll(more);
        return new VariablesRefused(code, field.message(), arguments, List.of(field));
    }

    private static FieldProblem problem(String name, String code, String fact) {
        return new FieldProblem(
                FIELD + name, code, "The variable " + name + " " + fact + ".");
    }
}
