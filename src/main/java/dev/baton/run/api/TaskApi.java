package dev.baton.run.api;

import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.trace.Trace;
import dev.baton.run.NewRun;
import dev.baton.run.RunDesk;
import dev.baton.run.RunEnds;
import dev.baton.run.RunId;
import dev.baton.run.RunKey;
import dev.baton.run.RunStatus;
import dev.baton.run.WorkflowRef;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.WorkflowShelf;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tasks: each is carried out by the run of the same id. */
@RestController
@Tag(name = "Tasks")
@RequestMapping("/api/v1/tasks")
class TaskApi {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /** Whole numbers are longs, as expressions have them. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

    /** News may be missed while the database or the feed is away. */
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(2);

    private final RunDesk desk;
    private final RunView view;
    private final RunEnds ends;
    private final WorkflowShelf workflows;

    TaskApi(RunDesk desk, RunView view, RunEnds ends, WorkflowShelf workflows) {
        this.desk = desk;
        this.view = view;
        this.ends = ends;
        this.workflows = workflows;
    }

    @Operation(
            operationId = "createTask",
            summary = "Carry a task out, durably",
            description =
                    """
                    When the answer comes, the run is durable. With `Prefer: wait=30` (60 at most) it is the \
                    run itself where that ends in so many seconds. Under an `Idempotency-Key` a repeat finds \
                    the same run.""")
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Prefer",
            schema = @Schema(type = "string"),
            example = "wait=30")
    @ApiResponse(
            responseCode = "200",
            description = "It was carried out",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = RunJson.class)))
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
            @RequestBody TaskRequest wanted,
            HttpServletRequest request)
            throws InterruptedException {
        var patience = Preference.wait(prefer);
        var claimed = IdempotencyKey.of(key, "POST /api/v1/tasks", wanted.toString());
        var run = run(by.tenant(), wanted, claimed, CurrentTrace.of(request));
        var head = desk.start(by, run);
        if (patience != null && hasEnded(head.id(), patience)) {
            return ResponseEntity.ok()
                    .location(location(head.id()))
                    .header("Preference-Applied", "wait=" + patience.toSeconds())
                    .body(view.whole(by.tenant(), head.id().value()));
        }
        return ResponseEntity.accepted()
                .location(location(head.id()))
                .body(AcceptedJson.of(head));
    }

    private NewRun run(
            TenantId tenant, TaskRequest wanted, @Nullable RunKey key, Trace trace) {
        wanted.requireOneSource();
        if (wanted.workflow() == null) {
            return NewRun.of(
                    wanted.checkedTitle(),
                    String.valueOf(wanted.graph()),
                    null,
                    input(wanted),
                    wanted.checkedPriority(),
                    key,
                    trace);
        }
        var found = workflows.find(tenant, wanted.workflow(), wanted.workflowVersion());
        var title = wanted.checkedTitle();
        return NewRun.of(
                title == null ? found.name() : title,
                found.json(),
                new WorkflowRef(found.id().workflowId(), found.id().number()),
                input(wanted),
                wanted.checkedPriority(),
                key,
                trace);
    }

    private static URI location(RunId id) {
        return URI.create("/api/v1/tasks/" + id);
    }

    private static Map<String, Object> input(TaskRequest wanted) {
        return wanted.input() == null
                ? Map.of()
                : JSON.readValue(wanted.input().toString(), OBJECT);
    }

    private boolean hasEnded(RunId run, Duration patience) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        try (var wait = ends.of(run)) {
            while (true) {
                if (status(run).isFinal()) {
                    return true;
                }
                var left = Duration.ofNanos(end - System.nanoTime());
                var next = left.compareTo(AT_LEAST_EVERY) < 0 ? left : AT_LEAST_EVERY;
                if (!next.isPositive() || !wait.await(next)) {
                    return status(run).isFinal();
                }
            }
        }
    }

    private RunStatus status(RunId run) {
        return desk.get(run.tenant(), run.value()).status();
    }

    @Operation(operationId = "getTask", summary = "One task, with what it came to once it has ended")
    @GetMapping("/{id}")
    @Requires(Permission.RUNS_READ)
    RunJson get(TenantId tenant, @PathVariable UUID id) {
        return view.whole(tenant, id);
    }
}
