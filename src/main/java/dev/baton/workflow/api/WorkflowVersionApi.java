package dev.baton.workflow.api;

import dev.baton.platform.IfMatch;
import dev.baton.platform.Page;
import dev.baton.platform.problem.BadInput;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.GraphWarnings;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowRegistry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.Objects;
import java.util.UUID;

/** Published versions of a workflow: they are added and read, never changed. */
@RestController
@Tag(name = "Workflows")
@RequestMapping("/api/v1/workflows/{id}/versions")
class WorkflowVersionApi {

    private final WorkflowRegistry registry;
    private final GraphWarnings warnings;

    WorkflowVersionApi(WorkflowRegistry registry, GraphWarnings warnings) {
        this.registry = registry;
        this.warnings = warnings;
    }

    /**
     * The draft, to be published.
     *
     * @param note what is new
     */
    record Publication(@Nullable String note) {}

    @Operation(
            operationId = "listWorkflowVersions",
            summary = "A workflow's versions, newest first")
    @GetMapping
    @Requires(Permission.WORKFLOWS_READ)
    Page<WorkflowVersionJson> list(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit,
            Actor actor) {
        return registry.history(
                        new WorkflowId(actor.tenant(), id),
                        below(after),
                        Math.clamp(limit, 1, Page.MAX_LIMIT),
                        actor)
                .map(WorkflowVersionJson::of);
    }

    /** A draft that is the newest version already is not published again: that one is answered. */
    @ApiResponse(
            responseCode = "201",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @Operation(operationId = "publishWorkflow", summary = "Publish the draft as the next version")
    @PostMapping
    @Requires(Permission.WORKFLOWS_WRITE)
    ResponseEntity<WorkflowVersionJson> publish(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Publication publication,
            Actor actor) {
        var version =
                registry.publish(
                        new WorkflowId(actor.tenant(), id),
                        IfMatch.version(ifMatch),
                        Objects.requireNonNullElse(publication.note(), ""),
                        actor);
        return ResponseEntity.created(
                        URI.create(
                                "/api/v1/workflows/%s/versions/%d".formatted(id, version.number())))
                .body(WorkflowVersionJson.of(version));
    }

    @Operation(operationId = "getWorkflowVersion", summary = "One version with its graph")
    @GetMapping("/{number}")
    @Requires(Permission.WORKFLOWS_READ)
    WorkflowVersionJson get(@PathVariable UUID id, @PathVariable int number, Actor actor) {
        return WorkflowVersionJson.of(
                registry.version(new WorkflowId(actor.tenant(), id), number, actor));
    }

    /** With {@code If-Match} only over the draft that the caller has seen. */
    @Operation(
            operationId = "restoreWorkflowVersion",
            summary = "Make the draft what a version was")
    @PostMapping("/{number}/restoration")
    @Requires(Permission.WORKFLOWS_WRITE)
    ResponseEntity<WorkflowJson> restore(
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            Actor actor) {
        var workflow =
                registry.restore(
                        new WorkflowId(actor.tenant(), id),
                        IfMatch.version(ifMatch),
                        number,
                        actor);
        return ResponseEntity.ok()
                .eTag(IfMatch.tag(workflow.version()))
                .body(WorkflowJson.of(workflow, warnings.of(workflow.draft().graph(), actor)));
    }

    private static @Nullable Integer below(@Nullable String after) {
        if (after == null || after.isEmpty()) {
            return null;
        }
        if (!after.matches("[0-9]{1,9}")) {
            throw new BadInput("cursor_invalid", "The cursor is not one of ours.");
        }
        return Integer.valueOf(after);
    }
}
