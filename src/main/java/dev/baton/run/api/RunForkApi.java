package dev.baton.run.api;

import dev.baton.platform.json.JsonValues;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.run.ForkPoint;
import dev.baton.run.NewFork;
import dev.baton.run.RunHead;
import dev.baton.run.RunSuccessors;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.util.UUID;

/** Runs that begin with what another run has come to. The other run stays as it is. */
@RestController
@Tag(name = "Runs")
@RequestMapping("/api/v1/runs/{id}")
class RunForkApi {

    /**
     * @param title of the new run; that of the other when left out
     * @param reason why it is to go on so, 500 characters at most
     * @param fromStep id of the step that is executed again, with all that come after it
     * @param version of the other's state to begin with; the latest when left out
     * @param variables to set first; null removes one
     * @param input in place of the other's, whole; steps that are taken over have seen that
     * @param graph another graph, in which the steps that are done are the same
     */
    record ForkRequest(
            @Nullable String title,
            @Nullable String reason,
            @Nullable String fromStep,
            @Nullable Integer version,
            @Schema(type = "object") @Nullable ObjectNode variables,
            @Schema(type = "object") @Nullable ObjectNode input,
            @Schema(type = "object") @Nullable ObjectNode graph) {}

    /**
     * @param newestVersion whether to execute the newest version of the workflow of which the run
     *     executed one; the same graph when left out
     */
    record RestartRequest(@Nullable Boolean newestVersion) {}

    private final RunSuccessors successors;

    RunForkApi(RunSuccessors successors) {
        this.successors = successors;
    }

    @Operation(
            operationId = "forkRun",
            summary = "Go on with a run as another run, from a step or a version, with edits",
            description =
                    "What was done before is taken over: it is not executed again and not paid"
                            + " again. Another input, which must fit the schema of the graph, is"
                            + " seen by what is executed; what is taken over has seen the old"
                            + " one.")
    @ApiResponse(
            responseCode = "202",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @PostMapping("/forks")
    @Requires(Permission.RUNS_WRITE)
    ResponseEntity<AcceptedJson> fork(
            Actor by,
            @PathVariable UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody ForkRequest wanted,
            HttpServletRequest request) {
        var title = TaskRequest.checkedTitle(wanted.title());
        var claimed = IdempotencyKey.of(key, "POST /api/v1/runs/" + id + "/forks", wanted);
        return accepted(
                successors.fork(
                        by,
                        id,
                        new NewFork(
                                title,
                                wanted.reason(),
                                new ForkPoint(
                                        wanted.fromStep(),
                                        wanted.version(),
                                        JsonValues.object(wanted.variables()),
                                        wanted.input() == null
                                                ? null
                                                : JsonValues.object(wanted.input()),
                                        wanted.graph() == null ? null : wanted.graph().toString()),
                                claimed,
                                CurrentTrace.of(request))));
    }

    @Operation(
            operationId = "retryRun",
            summary = "Try a run again that has failed, from the step that failed, as another run")
    @ApiResponse(
            responseCode = "202",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @PostMapping("/retry")
    @Requires(Permission.RUNS_WRITE)
    ResponseEntity<AcceptedJson> retry(
            Actor by,
            @PathVariable UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request) {
        var claimed = IdempotencyKey.of(key, "POST /api/v1/runs/" + id + "/retry", "");
        return accepted(successors.retry(by, id, claimed, CurrentTrace.of(request)));
    }

    @Operation(
            operationId = "restartRun",
            summary =
                    "Begin another run with the same input, from its beginning, with the same"
                            + " graph or the newest version of its workflow",
            description = "A run of no workflow has no newer version: 409 run_of_no_workflow.")
    @ApiResponse(
            responseCode = "202",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @PostMapping("/restart")
    @Requires(Permission.RUNS_WRITE)
    ResponseEntity<AcceptedJson> restart(
            Actor by,
            @PathVariable UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody(required = false) @Nullable RestartRequest wanted,
            HttpServletRequest request) {
        var newest = wanted != null && Boolean.TRUE.equals(wanted.newestVersion());
        var claimed =
                IdempotencyKey.of(
                        key, "POST /api/v1/runs/" + id + "/restart", newest ? "newest" : "");
        var trace = CurrentTrace.of(request);
        return accepted(
                newest
                        ? successors.restartNewest(by, id, claimed, trace)
                        : successors.restart(by, id, claimed, trace));
    }

    private static ResponseEntity<AcceptedJson> accepted(RunHead head) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/runs/" + head.id()))
                .body(AcceptedJson.of(head));
    }
}
