package dev.baton.run.api;

import dev.baton.platform.Page;
import dev.baton.run.RunDesk;
import dev.baton.run.RunHistory;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** Runs: what they are, have been, and how they got there. */
@RestController
@Tag(name = "Runs")
@RequestMapping("/api/v1/runs")
class RunApi {

    private final RunDesk desk;
    private final RunHistory history;
    private final RunView view;
    private final RunStreams streams;
    private final TenantDirectory tenants;

    RunApi(
            RunDesk desk,
            RunHistory history,
            RunView view,
            RunStreams streams,
            TenantDirectory tenants) {
        this.desk = desk;
        this.history = history;
        this.view = view;
        this.streams = streams;
        this.tenants = tenants;
    }

    @Operation(
            operationId = "listRuns",
            summary = "Runs, newest first",
            description =
                    "What they came to is left out; a run by its id has it. One condition leads by"
                        + " an index; the others are tested on 10 000 runs a page, so that a page"
                        + " may hold fewer than asked for and still have a next_cursor.")
    @GetMapping
    @Requires(Permission.RUNS_READ)
    Page<RunJson> list(
            TenantId tenant,
            @Parameter(
                            description =
                                    "pending, running, waiting, waiting_approval, paused,"
                                            + " compensating, completed, failed, cancelled or"
                                            + " timed_out")
                    @RequestParam
                    @Nullable String status,
            @Parameter(description = "Begun then or later") @RequestParam @Nullable Instant from,
            @Parameter(description = "Begun before then") @RequestParam @Nullable Instant to,
            @Parameter(description = "Of one request, as its caller called it")
                    @RequestParam(name = "correlation_id")
                    @Nullable String correlation,
            @Parameter(description = "Id of an agent that they have asked") @RequestParam
                    @Nullable UUID agent,
            @Parameter(description = "Id of the workflow that they execute a version of")
                    @RequestParam
                    @Nullable UUID workflow,
            @Parameter(description = "Id of the run whose steps began them") @RequestParam
                    @Nullable UUID parent,
            @Parameter(description = "Code that they failed with") @RequestParam
                    @Nullable String error,
            @Parameter(description = "Least cost, in units of the tenant's currency")
                    @RequestParam(name = "min_cost")
                    @Nullable BigDecimal minCost,
            @Parameter(description = "Least duration, such as 90s, 5m or PT1H")
                    @RequestParam(name = "min_duration")
                    @Nullable String minDuration,
            @Parameter(description = "Whether people are asked to decide something now")
                    @RequestParam(name = "approval_open")
                    @Nullable Boolean approvalOpen,
            @Parameter(description = "up or down: that somebody gave them") @RequestParam
                    @Nullable String rating,
            @Parameter(
                            description =
                                    "Words that stand in the first 500 characters of what their"
                                            + " input's values say, all of them; 422"
                                            + " inputs_sealed where the tenant's texts are sealed")
                    @RequestParam
                    @Nullable String input,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam @Nullable UUID after) {
        var filter =
                new RunFilterJson(
                                status,
                                from,
                                to,
                                correlation,
                                agent,
                                workflow,
                                parent,
                                error,
                                minCost,
                                minDuration,
                                approvalOpen,
                                rating,
                                input)
                        .filter("");
        return desk.list(tenant, filter, after, Math.clamp(limit, 1, Page.MAX_LIMIT))
                .map(view::summary);
    }

    @Operation(operationId = "getRun", summary = "One run, with what it came to once it has ended")
    @GetMapping("/{id}")
    @Requires(Permission.RUNS_READ)
    RunJson get(TenantId tenant, @PathVariable UUID id) {
        return view.whole(tenant, id);
    }

    @Operation(
            operationId = "listRunSteps",
            summary = "Steps of a run that have begun or were passed over, with their attempts",
            description = "The first 50 000 of a run; its journal has all.")
    @GetMapping("/{id}/steps")
    @Requires(Permission.RUNS_READ)
    Page<StepJson> steps(
            TenantId tenant,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "50") int limit,
            @Parameter(description = "Continues after so many") @RequestParam(defaultValue = "0")
                    int after) {
        var currency = tenants.get(tenant).currency();
        var most = Math.clamp(limit, 1, Page.MAX_LIMIT);
        var from = Math.max(0, after);
        var steps = history.steps(tenant, id, from, most + 1);
        return Page.of(steps, most, _ -> Integer.toString(from + most))
                .map(step -> StepJson.of(step, currency));
    }

    @Operation(
            operationId = "getRunState",
            summary = "The state of a run, now or at a version that it has had")
    @GetMapping("/{id}/state")
    @Requires(Permission.RUNS_READ)
    ResponseEntity<StateJson> state(
            TenantId tenant, @PathVariable UUID id, @RequestParam @Nullable Integer version) {
        var found =
                version == null ? history.state(tenant, id) : history.state(tenant, id, version);
        return ResponseEntity.ok()
                .eTag(Integer.toString(found.version()))
                .body(StateJson.of(found, tenants.get(tenant).currency()));
    }

    @Operation(
            operationId = "listRunJournal",
            summary = "Everything that happened to a run, oldest first")
    @GetMapping("/{id}/journal")
    @Requires(Permission.RUNS_READ)
    Page<JournalEntryJson> journal(
            TenantId tenant,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "50") int limit,
            @Parameter(description = "Continues after this version")
                    @RequestParam(defaultValue = "0")
                    int after) {
        return history.journal(tenant, id, after, Math.clamp(limit, 1, Page.MAX_LIMIT))
                .map(JournalEntryJson::of);
    }

    @Operation(
            operationId = "followRun",
            summary = "Follow what happens to a run",
            description =
                    """
                    Server-sent events: what the journal has, from its beginning or after a version, and what \
                    is added to it, until the run has ended. The id that comes with the last event of a \
                    version is that version; with `Last-Event-ID` the stream goes on after it, so whoever was \
                    cut off misses nothing.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "What happens",
            content =
                    @Content(
                            mediaType = "text/event-stream",
                            schema = @Schema(ref = "RunStreamEvent")))
    @ApiResponse(
            responseCode = "204",
            description = "The run has ended, and all of it was heard.",
            content = @Content)
    @GetMapping("/{id}/events")
    @Requires(Permission.RUNS_READ)
    void follow(
            Actor by,
            @PathVariable UUID id,
            @Parameter(description = "Begins after this version") @RequestParam(defaultValue = "0")
                    int after,
            @Parameter(description = "Instead of `after`, by who was cut off")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable Integer lastEvent,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var run = desk.get(by.tenant(), id);
        var begin = Math.max(0, lastEvent == null ? after : lastEvent);
        if (run.status().isFinal() && run.summary().version() <= begin) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            streams.open(by, run, begin, request, response);
        }
    }

    @Operation(operationId = "getRunGraph", summary = "The graph that a run executes")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(type = "object")))
    @GetMapping(path = "/{id}/graph", produces = MediaType.APPLICATION_JSON_VALUE)
    @Requires(Permission.RUNS_READ)
    ResponseEntity<String> graph(TenantId tenant, @PathVariable UUID id) {
        return ResponseEntity.ok(history.graph(tenant, id));
    }
}
