package dev.baton.workflow.api;

import dev.baton.platform.IfMatch;
import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.GraphChange;
import dev.baton.workflow.GraphFinding;
import dev.baton.workflow.GraphReader;
import dev.baton.workflow.GraphWarnings;
import dev.baton.workflow.Workflow;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowRegistry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Workflows: their drafts, what is wrong with them, and what differs between versions. */
@RestController
@Tag(name = "Workflows")
@RequestMapping("/api/v1/workflows")
class WorkflowApi {

    private final WorkflowRegistry registry;
    private final GraphWarnings warnings;

    WorkflowApi(WorkflowRegistry registry, GraphWarnings warnings) {
        this.registry = registry;
        this.warnings = warnings;
    }

    /** What to change; what is left out stays as it is. */
    record Renaming(@Nullable String name, @Nullable String description) {}

    /**
     * What is wrong with a graph.
     *
     * @param hash SHA-256 of its canonical JSON; null when it is not valid
     * @param warnings what the graph names and is not there by now; it is valid all the same
     */
    record Validation(
            boolean valid,
            @Nullable String hash,
            List<GraphFinding> findings,
            List<GraphFinding> warnings) {}

    /**
     * One difference.
     *
     * @param kind {@code added}, {@code removed}, {@code changed} or {@code moved}
     */
    record ChangeJson(
            @Schema(description = "JSON pointer that names steps by their ids.") String path,
            String kind,
            @Nullable Object before,
            @Nullable Object after) {

        static ChangeJson of(GraphChange change) {
            return new ChangeJson(
                    change.path(),
                    change.kind().name().toLowerCase(Locale.ROOT),
                    change.before(),
                    change.after());
        }
    }

    /** All of them. */
    record Changes(List<ChangeJson> changes) {}

    @Operation(operationId = "listWorkflows", summary = "The tenant's workflows, by name")
    @GetMapping
    @Requires(Permission.WORKFLOWS_READ)
    Page<WorkflowSummaryJson> list(
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "false") boolean archived,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit,
            Actor actor) {
        return registry.list(
                        archived, search, null, after, Math.clamp(limit, 1, Page.MAX_LIMIT), actor)
                .map(WorkflowSummaryJson::of);
    }

    @ApiResponse(
            responseCode = "201",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @Operation(
            operationId = "createWorkflow",
            summary = "Create a workflow of a graph or from a template, as a draft")
    @PostMapping
    @Requires(Permission.WORKFLOWS_WRITE)
    ResponseEntity<WorkflowJson> create(@RequestBody WorkflowRequest request, Actor actor) {
        var workflow = registry.create(request.named(), request.draft(), actor);
        return ResponseEntity.created(URI.create("/api/v1/workflows/" + workflow.id().value()))
                .eTag(IfMatch.tag(workflow.version()))
                .body(json(workflow, actor));
    }

    @Operation(
            operationId = "validateWorkflow",
            summary = "Everything that is wrong with a graph, at once")
    @PostMapping("/validation")
    @Requires(Permission.WORKFLOWS_READ)
    Validation validate(@RequestBody Map<String, @Nullable Object> graph, Actor actor) {
        var reading = GraphReader.check(graph);
        return new Validation(
                reading.isClean(),
                reading.isClean() ? reading.hash() : null,
                reading.findings(),
                warnings.of(plain(graph), actor));
    }

    @SuppressWarnings({"NullAway", "unchecked"})
    private static Map<String, Object> plain(Map<String, @Nullable Object> graph) {
        return (Map<String, Object>) (Map<String, ?>) graph;
    }

    @Operation(operationId = "getWorkflow", summary = "One workflow with its draft")
    @GetMapping("/{id}")
    @Requires(Permission.WORKFLOWS_READ)
    ResponseEntity<WorkflowJson> get(@PathVariable UUID id, Actor actor) {
        return answer(registry.get(new WorkflowId(actor.tenant(), id), actor), actor);
    }

    /** With {@code If-Match} only the version the caller has seen. */
    @Operation(operationId = "renameWorkflow", summary = "Change a workflow's name or description")
    @PatchMapping("/{id}")
    @Requires(Permission.WORKFLOWS_WRITE)
    ResponseEntity<WorkflowJson> rename(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Renaming request,
            Actor actor) {
        return answer(
                registry.rename(
                        new WorkflowId(actor.tenant(), id),
                        IfMatch.version(ifMatch),
                        request.name(),
                        request.description(),
                        actor),
                actor);
    }

    /** The draft may have findings; with {@code If-Match} only the version the caller has seen. */
    @Operation(operationId = "saveWorkflowDraft", summary = "Replace a workflow's draft by a graph")
    @PutMapping("/{id}/draft")
    @Requires(Permission.WORKFLOWS_WRITE)
    ResponseEntity<WorkflowJson> draw(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Map<String, @Nullable Object> graph,
            Actor actor) {
        return answer(
                registry.draw(
                        new WorkflowId(actor.tenant(), id),
                        IfMatch.version(ifMatch),
                        WorkflowDraft.of(graph),
                        actor),
                actor);
    }

    /** Each is a version's number; left out, it is the draft. */
    @Operation(
            operationId = "compareWorkflow",
            summary = "What differs between two versions, or a version and the draft")
    @GetMapping("/{id}/changes")
    @Requires(Permission.WORKFLOWS_READ)
    Changes changes(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to,
            Actor actor) {
        var changes = registry.changes(new WorkflowId(actor.tenant(), id), from, to, actor);
        return new Changes(changes.stream().map(ChangeJson::of).toList());
    }

    @Operation(
            operationId = "archiveWorkflow",
            summary = "Put a workflow aside: nothing new runs it")
    @PostMapping("/{id}/archiving")
    @Requires(Permission.WORKFLOWS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void archive(@PathVariable UUID id, Actor actor) {
        registry.archive(new WorkflowId(actor.tenant(), id), actor);
    }

    @Operation(operationId = "unarchiveWorkflow", summary = "Take a workflow out of the archive")
    @DeleteMapping("/{id}/archiving")
    @Requires(Permission.WORKFLOWS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeOut(@PathVariable UUID id, Actor actor) {
        registry.takeOut(new WorkflowId(actor.tenant(), id), actor);
    }

    private ResponseEntity<WorkflowJson> answer(Workflow workflow, Actor actor) {
        return ResponseEntity.ok()
                .eTag(IfMatch.tag(workflow.version()))
                .body(json(workflow, actor));
    }

    private WorkflowJson json(Workflow workflow, Actor actor) {
        return WorkflowJson.of(workflow, warnings.of(workflow.draft().graph(), actor));
    }
}
