package dev.baton.run.api;

import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.trace.Trace;
import dev.baton.run.BudgetLeft;
import dev.baton.run.CostLimit;
import dev.baton.run.NewRun;
import dev.baton.run.RunDesk;
import dev.baton.run.RunEnds;
import dev.baton.run.RunHead;
import dev.baton.run.RunId;
import dev.baton.run.RunKey;
import dev.baton.run.Tasks;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;

/** Tasks: each is carried out by the run of the same id. */
@RestController
@Tag(name = "Tasks")
@RequestMapping("/api/v1/tasks")
class TaskApi {

    /** News may be missed while the database or the feed is away. */
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(2);

    private final RunDesk desk;
    private final RunView view;
    private final RunEnds ends;
    private final TaskSources sources;
    private final Tasks tasks;
    private final BudgetLeft budget;

    TaskApi(
            RunDesk desk,
            RunView view,
            RunEnds ends,
            TaskSources sources,
            Tasks tasks,
            BudgetLeft budget) {
        this.desk = desk;
        this.view = view;
        this.ends = ends;
        this.sources = sources;
        this.tasks = tasks;
        this.budget = budget;
    }

    @Operation(
            operationId = "createTask",
            summary = "Carry a task out, durably",
            description =
                    """
                    When the answer comes, the run is durable. With `Prefer: wait=30` (60 at most) it is the \
                    run itself where that ends in so many seconds. Under an `Idempotency-Key` a repeat finds \
                    the same run.\
                    """)
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Prefer",
            schema = @Schema(type = "string"),
            example = "wait=30")
    @ApiResponse(
            responseCode = "200",
            description = "It was carried out; with dry_run, what would be",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(anyOf = {RunJson.class, PlanJson.class})))
    @ApiResponse(
            responseCode = "202",
            description = "It is being carried out",
            headers = @Header(name = "Location", schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = AcceptedJson.class)))
    @ApiResponse(responseCode = "404", content = @Content)
    @PostMapping
    @Requires(Permission.RUNS_WRITE)
    ResponseEntity<?> create(
            Actor by,
            @RequestHeader(name = "Idempotency-Key", required = false)
                    @Schema(minLength = 1, maxLength = 255)
                    @Nullable String key,
            @RequestHeader(name = "Prefer", required = false) @Parameter(hidden = true)
                    @Nullable String prefer,
            @Parameter(
                            description =
                                    "Answers with the plan, what it may cost and how long it may"
                                            + " take; nothing is carried out and, unless an agent"
                                            + " is to plan, nobody is asked")
                    @RequestParam(name = "dry_run", defaultValue = "false")
                    boolean dryRun,
            @Parameter(
                            description =
                                    "With dry_run: an agent plans though it planned the very same"
                                            + " some minutes ago, which is answered otherwise")
                    @RequestParam(defaultValue = "false")
                    boolean anew,
            @RequestBody TaskRequest wanted,
            HttpServletRequest request)
            throws InterruptedException {
        if (dryRun) {
            var cap = wanted.checkedMaxCost();
            var plan = tasks.preview(by, sources.task(by, wanted), anew, cap);
            return ResponseEntity.ok(PlanJson.of(plan, budget.nanos(by), CostLimit.of(plan, cap)));
        }
        var patience = Preference.wait(prefer);
        var claimed = IdempotencyKey.of(key, "POST /api/v1/tasks", wanted);
        // Before anything is planned: a plan that is gone by now, or comes out otherwise, is no
        // reason to refuse a repeat.
        var known = desk.begunWith(by, claimed);
        return known.isPresent()
                ? found(known.get(), patience)
                : begin(by, run(by, wanted, claimed, CurrentTrace.of(request)), patience);
    }

    private NewRun run(Actor by, TaskRequest wanted, @Nullable RunKey key, Trace trace) {
        var task = sources.task(by, wanted);
        return tasks.run(
                by,
                task,
                wanted.checkedTitle(),
                wanted.checkedPriority(),
                wanted.checkedMaxCost(),
                key,
                trace);
    }

    private ResponseEntity<?> begin(Actor by, NewRun run, @Nullable Duration patience)
            throws InterruptedException {
        if (patience == null) {
            return accepted(desk.start(by, run));
        }
        // From before it begins: then nothing has to be read to know whether it has ended.
        try (var wait = ends.of(new RunId(by.tenant(), run.id()))) {
            var head = desk.start(by, run);
            if (!head.id().equals(wait.run())) {
                return found(head, patience);
            }
            if (!endsWithin(wait, patience)) {
                return accepted(head);
            }
            var end = wait.end();
            return end == null
                    ? ended(head.id(), patience)
                    : ended(head.id(), patience, view.whole(end, run.plan() != null));
        }
    }

    /** One that began with another request. */
    private ResponseEntity<?> found(RunHead head, @Nullable Duration patience)
            throws InterruptedException {
        if (patience == null) {
            return accepted(head);
        }
        try (var wait = ends.of(head.id())) {
            return hasEnded(head.id()) || endsWithin(wait, patience)
                    ? ended(head.id(), patience)
                    : accepted(head);
        }
    }

    private static ResponseEntity<?> accepted(RunHead head) {
        return ResponseEntity.accepted().location(location(head.id())).body(AcceptedJson.of(head));
    }

    private ResponseEntity<?> ended(RunId run, Duration patience) {
        return ended(run, patience, view.whole(run.tenant(), run.value()));
    }

    private static ResponseEntity<?> ended(RunId run, Duration patience, RunJson body) {
        return ResponseEntity.ok()
                .location(location(run))
                .header("Preference-Applied", "wait=" + patience.toSeconds())
                .body(body);
    }

    private static URI location(RunId id) {
        return URI.create("/api/v1/tasks/" + id);
    }

    private boolean endsWithin(RunEnds.Wait wait, Duration patience) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        for (var left = patience; left.isPositive() && !wait.isOver(); left = until(end)) {
            if (wait.awaitEnd(left.compareTo(AT_LEAST_EVERY) < 0 ? left : AT_LEAST_EVERY)
                    || hasEnded(wait.run())) {
                return true;
            }
        }
        return false;
    }

    private static Duration until(long end) {
        return Duration.ofNanos(end - System.nanoTime());
    }

    private boolean hasEnded(RunId run) {
        return desk.get(run.tenant(), run.value()).status().isFinal();
    }

    @Operation(
            operationId = "getTask",
            summary = "One task, with what it came to once it has ended")
    @GetMapping("/{id}")
    @Requires(Permission.RUNS_READ)
    RunJson get(TenantId tenant, @PathVariable UUID id) {
        return view.whole(tenant, id);
    }
}
