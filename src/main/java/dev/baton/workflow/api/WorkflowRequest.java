package dev.baton.workflow.api;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowName;
import dev.baton.workflow.WorkflowRefused;
import dev.baton.workflow.WorkflowTemplates;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A workflow to create, of a graph or from a template.
 *
 * @param template id of a template; null to draw the graph oneself
 * @param parameters of the template; what is left out keeps its default
 */
record WorkflowRequest(
        @Nullable String name,
        @Nullable String description,
        @Schema(description = "In the form of /api/v1/workflows/schema.")
                @Nullable Map<String, @Nullable Object> graph,
        @Nullable String template,
        @Nullable Map<String, @Nullable Object> parameters) {

    WorkflowName named() {
        return new WorkflowName(
                Objects.requireNonNullElse(name, ""), Objects.requireNonNullElse(description, ""));
    }

    WorkflowDraft draft() {
        if (template == null) {
            refuse(parameters != null, "parameters", "Only a template has parameters.");
            if (graph == null) {
                throw refused("graph", "required", "There must be a graph or a template.");
            }
            return WorkflowDraft.of(graph);
        }
        refuse(graph != null, "graph", "The graph is that of the template.");
        return WorkflowDraft.of(
                WorkflowTemplates.find(template)
                        .orElseThrow(
                                () ->
                                        refused(
                                                "template",
                                                "unknown_value",
                                                "There is no template " + template + "."))
                        .with(parameters == null ? Map.of() : parameters));
    }

    private static void refuse(boolean given, String field, String why) {
        if (given) {
            throw refused(field, "not_applicable", why);
        }
    }

    private static WorkflowRefused refused(String field, String code, String why) {
        return new WorkflowRefused(List.of(new FieldProblem(field, code, why)));
    }
}
