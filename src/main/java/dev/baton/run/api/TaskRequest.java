package dev.baton.run.api;

import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.work.Priority;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A task to carry out.
 *
 * @param title what it is to be called, 200 characters at most
 * @param graph steps to execute
 * @param input what the graph's expressions see as {@code input}; an empty object when left out
 * @param priority {@code low}, {@code normal}, {@code high} or {@code critical}; normal when left out
 */
record TaskRequest(
        @Nullable String title,
        @Schema(type = "object") @Nullable ObjectNode graph,
        @Schema(type = "object") @Nullable ObjectNode input,
        @Nullable String priority) {

    private static final int LONGEST_TITLE = 200;

    String graphText() {
        if (graph == null) {
            throw invalid("graph", "required", "must be an object");
        }
        return graph.toString();
    }

    @Nullable String checkedTitle() {
        if (title == null || title.isBlank()) {
            return null;
        }
        if (title.strip().length() > LONGEST_TITLE) {
            throw invalid("title", "too_long", "at most " + LONGEST_TITLE + " characters");
        }
        return title.strip();
    }

    Priority checkedPriority() {
        if (priority == null) {
            return Priority.NORMAL;
        }
        return Arrays.stream(Priority.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(priority))
                .findFirst()
                .orElseThrow(
                        () ->
                                invalid(
                                        "priority",
                                        "unknown",
                                        "one of low, normal, high, critical"));
    }

    private static BadInput invalid(String field, String code, String message) {
        return new BadInput(
                "invalid_request",
                field + ": " + message + ".",
                new FieldProblem(field, code, message));
    }
}
