package dev.baton.workflow;

import dev.baton.platform.problem.FieldProblem;

/**
 * Something wrong with a graph.
 *
 * @param pointer where, as JSON pointer (RFC 6901): {@code /steps/2/when}; empty for the whole
 * @param code stable, snake case: {@code cycle}, {@code unknown_step}
 * @param message a sentence in English that names the limit or what is meant
 */
public record GraphFinding(String pointer, String code, String message) {

    FieldProblem toProblem() {
        return new FieldProblem(pointer, code, message);
    }
}
