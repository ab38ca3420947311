package dev.baton.agent;

import dev.baton.platform.problem.FieldProblem;

import java.util.List;

/**
 * Something wrong with what somebody wants an agent to be.
 *
 * @param field of the request, {@code configuration.url}
 * @param code also the message key {@code agent.fault.<code>}
 * @param sentence in English, for the API
 * @param arguments of the message
 */
public record AgentFault(String field, String code, String sentence, List<String> arguments) {

    public static AgentFault of(String field, String code, String sentence, String... arguments) {
        return new AgentFault(field, code, sentence, List.of(arguments));
    }

    FieldProblem toProblem() {
        return new FieldProblem(field, code, sentence);
    }
}
