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
 * @param workflow name or id of a published workflow; null where a graph is given
 * @param workflowVersion a version of it; the newest when left out
 * @param graph steps to execute; null where a workflow is named
 * @param input what the graph's expressions see as {@code input}; an empty object when left out
 * @param priority {@code low}, {@code normal}, {@code high} or {@code critical}; normal when left out
 */
record TaskRequest(
        @Nullable String title,
        @Nullable String workflow,
        @Nullable Integer workflowVersion,
        @Schema(type = "object") @Nullable ObjectNode graph,
        @Schema(type = "object") @Nullable ObjectNode input,
        @Nullable String priority) {

    private static final int LONGEST_TITLE = 200;

    void requireOneSource() {
        if (graph == null && workflow == null) {
            throw invalid("graph", "required", "give a graph or name a workflow");
        }
        if (graph != null && workflow != null) {
            throw invalid("graph", "ambiguous", "give a graph or name a workflow, not both");
        }
        if (workflowVersion != null && workflow == null) {
            throw invalid("workflow_version", "ambiguous", "needs a workflow");
        }
    }

    @Nullable String checkedTitle() {
        return checkedTitle(title);
    }

    static @Nullable String checkedTitle(@Nullable String title) {
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
