package dev.baton.workflow.api;

import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.GraphSchema;
import dev.baton.workflow.WorkflowTemplate;
import dev.baton.workflow.WorkflowTemplates;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What workflows are begun from: the form of graphs, and those that come with Baton. */
@RestController
@Tag(name = "Workflows")
@RequestMapping("/api/v1/workflows")
class WorkflowTemplateApi {

    private final MessageSource texts;

    WorkflowTemplateApi(MessageSource texts) {
        this.texts = texts;
    }

    /**
     * A template.
     *
     * @param parameters what may be chosen, with the defaults
     */
    record TemplateJson(
            String id,
            String title,
            String description,
            Map<String, @Nullable Object> parameters,
            Map<String, Object> graph) {}

    /** All of them. */
    record TemplatesJson(List<TemplateJson> data) {}

    @Operation(operationId = "getWorkflowSchema", summary = "The JSON Schema of a graph")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/schema+json",
                            schema = @Schema(type = "object")))
    @GetMapping(path = "/schema", produces = "application/schema+json")
    @Requires(Permission.WORKFLOWS_READ)
    ResponseEntity<String> schema() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/schema+json"))
                .body(GraphSchema.text());
    }

    @Operation(operationId = "listWorkflowTemplates", summary = "Graphs to begin a workflow from")
    @GetMapping("/templates")
    @Requires(Permission.WORKFLOWS_READ)
    TemplatesJson templates(Locale language) {
        return new TemplatesJson(
                WorkflowTemplates.all().stream()
                        .map(template -> json(template, language))
                        .toList());
    }

    private TemplateJson json(WorkflowTemplate template, Locale language) {
        return new TemplateJson(
                template.id(),
                texts.getMessage(template.titleKey(), null, language),
                texts.getMessage(template.descriptionKey(), null, language),
                template.defaults(),
                template.graph());
    }
}
