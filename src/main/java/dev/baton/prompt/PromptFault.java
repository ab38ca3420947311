package dev.baton.prompt;

import dev.baton.platform.problem.FieldProblem;

import java.util.List;

/**
 * Something wrong with a template, at one of its fields.
 *
 * @param field {@code messages[0].text}, {@code variables[1].name}
 * @param code also the message key {@code prompt.fault.<code>}
 * @param sentence in English, for the API
 * @param arguments of the message, in its order
 */
public record PromptFault(String field, String code, String sentence, List<String> arguments) {

    static PromptFault of(String field, String code, String sentence, String... arguments) {
        return new PromptFault(field, code, sentence, List.of(arguments));
    }

    FieldProblem toProblem() {
        return new FieldProblem(field, code, sentence);
    }
}
