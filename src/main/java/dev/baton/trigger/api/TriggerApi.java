package dev.baton.trigger.api;

import dev.baton.platform.IfMatch;
import dev.baton.platform.Page;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.run.CallingRun;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.trigger.CronWords;
import dev.baton.trigger.MadeTrigger;
import dev.baton.trigger.Trigger;
import dev.baton.trigger.TriggerFilter;
import dev.baton.trigger.TriggerId;
import dev.baton.trigger.TriggerLimits;
import dev.baton.trigger.TriggerStatus;
import dev.baton.trigger.Triggers;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What begins runs of published workflows. */
@RestController
@Tag(name = "Triggers")
@RequestMapping("/api/v1/triggers")
class TriggerApi {

    private static final int NEXT_TIMES = 5;
    private static final int MOST_TIMES = 100;

    private final Triggers triggers;
    private final CronWords words;

    TriggerApi(Triggers triggers, CronWords words) {
        this.triggers = triggers;
        this.words = words;
    }

    /** The first is the newest. */
    @Schema(name = "Firings")
    record FiringsJson(List<FiringJson> data) {}

    @Schema(name = "TriggerTimes")
    record Times(List<Instant> times) {}

    @Schema(name = "TriggerRun")
    record Begun(UUID runId) {}

    /**
     * @param reason for people
     */
    @Schema(name = "TriggerPause")
    record Pausing(@Nullable String reason) {}

    /**
     * @param from first moment
     * @param to moment after the last
     * @param limit times at most, 500 when left out
     * @param dryRun whether to look only
     */
    @Schema(name = "TriggerBackfillRequest")
    record BackfillRequest(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Integer limit,
            @Nullable Boolean dryRun) {}

    /**
     * @param count how many fire, or would
     * @param times of them
     */
    @Schema(name = "TriggerBackfill")
    record BackfillJson(int count, List<Instant> times, boolean dryRun) {}

    @Operation(operationId = "listTriggers", summary = "Triggers, newest first")
    @GetMapping
    @Requires(Permission.WORKFLOWS_READ)
    Page<TriggerJson> list(
            Actor by,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable UUID workflow,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        return triggers.list(
                        by,
                        new TriggerFilter(kind(kind), status(status), workflow),
                        id(after),
                        Math.clamp(limit, 1, Page.MAX_LIMIT))
                .map(trigger -> TriggerJson.of(trigger, words, null, null));
    }

    @ApiResponse(
            responseCode = "201",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "404", content = @Content)
    @Operation(
            operationId = "createTrigger",
            summary = "Let something begin runs of a workflow",
            description = "Runs begin in your name. A webhook's address and secret are shown once.")
    @PostMapping
    @Requires(Permission.WORKFLOWS_WRITE)
    ResponseEntity<TriggerJson> create(Actor by, @RequestBody TriggerRequest request) {
        var made = triggers.create(by, request.wish());
        return ResponseEntity.created(URI.create("/api/v1/triggers/" + made.trigger().id().value()))
                .eTag(tag(made.trigger()))
                .body(json(made));
    }

    @Operation(operationId = "getTrigger", summary = "One trigger")
    @GetMapping("/{id}")
    @Requires(Permission.WORKFLOWS_READ)
    ResponseEntity<TriggerJson> get(Actor by, @PathVariable UUID id) {
        var trigger = triggers.get(by, new TriggerId(by.tenant(), id));
        return ResponseEntity.ok()
                .eTag(tag(trigger))
                .body(TriggerJson.of(trigger, words, null, null));
    }

    @Operation(
            operationId = "replaceTrigger",
            summary = "Replace a trigger; with If-Match only the version you have seen",
            description = "It keeps its kind and address. From now on runs begin in your name.")
    @PutMapping("/{id}")
    @Requires(Permission.WORKFLOWS_WRITE)
    ResponseEntity<TriggerJson> replace(
            Actor by,
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody TriggerRequest request) {
        var made =
                triggers.replace(
                        by,
                        new TriggerId(by.tenant(), id),
                        IfMatch.version(ifMatch),
                        request.wish());
        return ResponseEntity.ok().eTag(tag(made.trigger())).body(json(made));
    }

    @Operation(operationId = "deleteTrigger", summary = "Delete a trigger; its runs go on")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(Permission.WORKFLOWS_WRITE)
    void delete(Actor by, @PathVariable UUID id) {
        triggers.delete(by, new TriggerId(by.tenant(), id));
    }

    @Operation(operationId = "pauseTrigger", summary = "Let a trigger begin nothing for now")
    @PostMapping("/{id}/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(Permission.WORKFLOWS_WRITE)
    void pause(
            Actor by,
            @PathVariable UUID id,
            @RequestBody(required = false) @Nullable Pausing request) {
        var reason = request == null || request.reason() == null ? "" : request.reason().strip();
        if (reason.length() > TriggerLimits.LONGEST_REASON) {
            throw TriggerRequest.invalid(
                    "reason",
                    "too_long",
                    "at most " + TriggerLimits.LONGEST_REASON + " characters");
        }
        triggers.pause(by, new TriggerId(by.tenant(), id), reason);
    }

    @Operation(operationId = "resumeTrigger", summary = "Let a trigger go on")
    @DeleteMapping("/{id}/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(Permission.WORKFLOWS_WRITE)
    void resume(Actor by, @PathVariable UUID id) {
        triggers.resume(by, new TriggerId(by.tenant(), id));
    }

    @Operation(operationId = "runTrigger", summary = "Begin a run of a trigger now")
    @PostMapping("/{id}/runs")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Requires(Permission.RUNS_WRITE)
    Begun run(Actor by, @PathVariable UUID id, HttpServletRequest request) {
        return new Begun(
                triggers.runNow(
                        by,
                        new TriggerId(by.tenant(), id),
                        CurrentTrace.of(request),
                        request.getHeader(CallingRun.HEADER)));
    }

    @Operation(
            operationId = "listFirings",
            summary = "What became of a trigger's last 20 firings, newest first")
    @GetMapping("/{id}/firings")
    @Requires(Permission.WORKFLOWS_READ)
    FiringsJson firings(Actor by, @PathVariable UUID id) {
        return new FiringsJson(
                triggers.firings(by, new TriggerId(by.tenant(), id)).stream()
                        .map(FiringJson::of)
                        .toList());
    }

    @Operation(operationId = "listTriggerTimes", summary = "The next times of a schedule")
    @GetMapping("/{id}/times")
    @Requires(Permission.WORKFLOWS_READ)
    Times times(
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "" + NEXT_TIMES) int limit) {
        return new Times(
                triggers.next(
                        by, new TriggerId(by.tenant(), id), Math.clamp(limit, 1, MOST_TIMES)));
    }

    @Operation(
            operationId = "backfillTrigger",
            summary = "Let a schedule fire for times of the past that have had no run",
            description =
                    "With dry_run only the count and the times are told. Times that began a run"
                            + " before are left out.")
    @PostMapping("/{id}/backfill")
    @Requires(Permission.WORKFLOWS_WRITE)
    BackfillJson backfill(Actor by, @PathVariable UUID id, @RequestBody BackfillRequest request) {
        var limit = request.limit() == null ? Triggers.MOST_BACKFILLED : request.limit();
        if (limit < 1 || limit > Triggers.MOST_BACKFILLED) {
            throw TriggerRequest.invalid(
                    "limit", "out_of_range", "1 to " + Triggers.MOST_BACKFILLED);
        }
        if (request.from() == null || request.to() == null) {
            throw TriggerRequest.invalid(
                    request.from() == null ? "from" : "to", "required", "a time, RFC 3339");
        }
        var dry = Boolean.TRUE.equals(request.dryRun());
        var done =
                triggers.backfill(
                        by,
                        new TriggerId(by.tenant(), id),
                        request.from(),
                        request.to(),
                        limit,
                        dry);
        return new BackfillJson(done.count(), done.times(), dry);
    }

    private TriggerJson json(MadeTrigger made) {
        return TriggerJson.of(made.trigger(), words, made.token(), made.secret());
    }

    private static String tag(Trigger trigger) {
        return "\"" + trigger.version() + "\"";
    }

    private static @Nullable String kind(@Nullable String wanted) {
        if (wanted == null || wanted.isEmpty() || TriggerLimits.KINDS.contains(wanted)) {
            return wanted == null || wanted.isEmpty() ? null : wanted;
        }
        throw TriggerRequest.invalid(
                "kind", "unknown", "one of " + String.join(", ", TriggerLimits.KINDS));
    }

    private static @Nullable TriggerStatus status(@Nullable String wanted) {
        return wanted == null || wanted.isEmpty()
                ? null
                : TriggerStatus.ofWire(wanted)
                        .orElseThrow(
                                () ->
                                        TriggerRequest.invalid(
                                                "status",
                                                "unknown",
                                                "one of active, paused, stopped"));
    }

    private static @Nullable UUID id(@Nullable String cursor) {
        try {
            return cursor == null || cursor.isEmpty() ? null : UUID.fromString(cursor);
        } catch (IllegalArgumentException notOurs) {
            throw new BadInput("cursor_invalid", "The cursor is not one of ours.");
        }
    }
}
