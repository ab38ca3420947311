package dev.baton.run.api;

import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.run.AfterDivergence;
import dev.baton.run.NewReplay;
import dev.baton.run.ReplayReports;
import dev.baton.run.RunDesk;
import dev.baton.run.RunSuccessors;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.util.UUID;

/** Runs that are begun anew and given what was recorded, as long as they do the same. */
@RestController
@Tag(name = "Runs")
@RequestMapping("/api/v1/runs/{id}")
class RunReplayApi {

    /**
     * @param title of the new run; that of the other when left out
     * @param reason why, 500 characters at most
     * @param input in place of the other's, whole
     * @param graph another graph
     * @param newestVersion whether to execute the newest version of the run's workflow; not with a
     *     graph
     * @param afterDivergence what steps do for which nothing recorded fits: {@code agents}, which
     *     is the default, asks agents and sends nothing else; {@code execute} makes all of them;
     *     {@code stop} none
     */
    record ReplayRequest(
            @Nullable String title,
            @Nullable String reason,
            @Schema(type = "object") @Nullable ObjectNode input,
            @Schema(type = "object") @Nullable ObjectNode graph,
            @Nullable Boolean newestVersion,
            @Schema(allowableValues = {"agents", "execute", "stop"})
                    @Nullable String afterDivergence) {

        private static final ReplayRequest SAME =
                new ReplayRequest(null, null, null, null, null, null);

        AfterDivergence after() {
            return afterDivergence == null
                    ? AfterDivergence.AGENTS
                    : AfterDivergence.of(afterDivergence).orElseThrow(ReplayRequest::unknown);
        }

        private static BadInput unknown() {
            var known = "one of agents, execute, stop";
            return new BadInput(
                    "invalid_request",
                    "after_divergence: " + known + ".",
                    new FieldProblem("after_divergence", "unknown", known));
        }
    }

    private final RunDesk desk;
    private final RunSuccessors successors;
    private final ReplayReports reports;

    RunReplayApi(RunDesk desk, RunSuccessors successors, ReplayReports reports) {
        this.desk = desk;
        this.successors = successors;
        this.reports = reports;
    }

    @Operation(
            operationId = "replayRun",
            summary = "Begin a run anew and give its steps what was recorded",
            description =
                    "A step gets what the same step of the other run came to as long as all that it"
                            + " would send is the same: its arguments and, of an agent, its"
                            + " configuration and template. That costs nothing and asks nobody. The"
                            + " first step that differs is told as where the replay diverged.")
    @ApiResponse(
            responseCode = "202",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @PostMapping("/replays")
    @Requires(Permission.RUNS_WRITE)
    ResponseEntity<AcceptedJson> replay(
            Actor by,
            @PathVariable UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody(required = false) @Nullable ReplayRequest sent,
            HttpServletRequest request) {
        var wanted = sent == null ? ReplayRequest.SAME : sent;
        var head =
                successors.replay(
                        by,
                        id,
                        new NewReplay(
                                TaskRequest.checkedTitle(wanted.title()),
                                wanted.reason(),
                                wanted.input() == null ? null : JsonValues.object(wanted.input()),
                                wanted.graph() == null ? null : wanted.graph().toString(),
                                Boolean.TRUE.equals(wanted.newestVersion()),
                                wanted.after(),
                                IdempotencyKey.of(
                                        key, "POST /api/v1/runs/" + id + "/replays", wanted),
                                CurrentTrace.of(request)));
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/runs/" + head.id()))
                .body(AcceptedJson.of(head));
    }

    @Operation(
            operationId = "getReplay",
            summary = "How a replay went: what it was given, where it diverged and why",
            description = "A run that is no replay: 404 run_is_no_replay.")
    @GetMapping("/replay")
    @Requires(Permission.RUNS_READ)
    ReplayReportJson report(TenantId tenant, @PathVariable UUID id) {
        return ReplayReportJson.of(reports.get(desk.get(tenant, id)));
    }
}
