package dev.baton.prompt;

import java.util.List;

/**
 * One variable as *Try it* asks for it.
 *
 * @param preset the default, shown while nothing is typed
 * @param value what is filled in
 */
public record TrialField(
        String name,
        String description,
        boolean required,
        List<String> options,
        String preset,
        String value) {

    /** Filled in with what was typed, else with the example of one that is required. */
    public static TrialField of(PromptVariable variable, String typed) {
        var example = variable.required() ? PromptVariable.print(variable.example()) : "";
        return new TrialField(
                variable.name(),
                variable.description(),
                variable.required(),
                options(variable),
                variable.presetText(),
                typed.isEmpty() ? example : typed);
    }

    private static List<String> options(PromptVariable variable) {
        return switch (variable.type()) {
            case ENUM -> variable.options();
            case BOOLEAN -> List.of("true", "false");
            case STRING, NUMBER, JSON -> List.of();
        };
    }
}
