package dev.baton.platform.problem;

/**
 * What is wrong with one field.
 *
 * @param field path of the field in the request, {@code messages[0].content}
 * @param code stable, snake case: {@code required}, {@code too_long}
 * @param message a sentence that names the limit
 */
public record FieldProblem(String field, String code, String message) {}
