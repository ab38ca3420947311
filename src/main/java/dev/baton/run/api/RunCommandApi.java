package dev.baton.run.api;

import dev.baton.platform.IfMatch;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.run.RunControl;
import dev.baton.run.RunVariables;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.work.Priority;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.UUID;

/** What one may want of a run that is under way. Each is durable when its answer comes. */
@RestController
@Tag(name = "Runs")
@RequestMapping("/api/v1/runs/{id}")
class RunCommandApi {

    /**
     * @param reason for people, 500 characters at most
     */
    record ReasonRequest(@Nullable String reason) {

        private static final int LONGEST = 500;

        static String of(@Nullable ReasonRequest request) {
            var reason = request == null || request.reason == null ? "" : request.reason.strip();
            if (reason.length() > LONGEST) {
                throw invalid("reason", "too_long", "at most " + LONGEST + " characters");
            }
            return reason;
        }
    }

    /**
     * @param name that a step waits for, 100 characters at most
     * @param payload any JSON; becomes part of the step's result
     */
    record SignalRequest(@Nullable String name, @Nullable JsonNode payload) {

        private static final int LONGEST = 100;

        String checkedName() {
            if (name == null || name.isBlank()) {
                throw invalid("name", "required", "must be a non-empty text");
            }
            if (name.length() > LONGEST) {
                throw invalid("name", "too_long", "at most " + LONGEST + " characters");
            }
            return name;
        }
    }

    /**
     * @param priority {@code low}, {@code normal}, {@code high} or {@code critical}, or 1 to 4
     */
    record PriorityRequest(
            @JsonDeserialize(using = PriorityText.class)
                    @Schema(oneOf = {String.class, Integer.class})
                    @Nullable String priority) {

        static Priority checked(@Nullable String priority) {
            return Priority.find(priority == null ? "" : priority)
                    .orElseThrow(() -> invalid("priority", "unknown", PriorityText.KNOWN));
        }
    }

    /** A run that nobody executes is taken up within a second, where there is a place for it. */
    private static final Duration UNTIL_SET = Duration.ofSeconds(10);

    private final RunControl control;
    private final RunVariables variables;
    private final Duration untilSet;

    @Autowired
    RunCommandApi(RunControl control, RunVariables variables) {
        this(control, variables, UNTIL_SET);
    }

    /**
     * @param untilSet how long an answer waits for variables to be set
     */
    RunCommandApi(RunControl control, RunVariables variables, Duration untilSet) {
        this.control = control;
        this.variables = variables;
        this.untilSet = untilSet;
    }

    @Operation(
            operationId = "cancelRun",
            summary = "End a run now; what it did already is not undone")
    @PostMapping("/cancellation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(Permission.RUNS_WRITE)
    void cancel(
            Actor by,
            @PathVariable UUID id,
            @RequestBody(required = false) @Nullable ReasonRequest wanted) {
        control.cancel(by, id, ReasonRequest.of(wanted));
    }

    @Operation(
            operationId = "pauseRun",
            summary = "Begin no new step of a run; what is under way ends")
    @PostMapping("/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(Permission.RUNS_WRITE)
    void pause(
            Actor by,
            @PathVariable UUID id,
            @RequestBody(required = false) @Nullable ReasonRequest wanted) {
        control.pause(by, id, ReasonRequest.of(wanted));
    }

    @Operation(operationId = "resumeRun", summary = "Go on with a paused run")
    @DeleteMapping("/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(Permission.RUNS_WRITE)
    void resume(Actor by, @PathVariable UUID id) {
        control.resume(by, id);
    }

    @Operation(
            operationId = "signalRun",
            summary = "Send a signal to the step that waits for it, or will",
            description = "Under an `Idempotency-Key` a repeat is no second signal.")
    @PostMapping("/signals")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(Permission.RUNS_WRITE)
    void signal(
            Actor by,
            @PathVariable UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false)
                    @Schema(minLength = 1, maxLength = 255)
                    @Nullable String key,
            @RequestBody SignalRequest wanted) {
        var payload =
                wanted.payload() == null ? null : JsonValues.value(wanted.payload().toString());
        var claimed = IdempotencyKey.of(key, "POST /api/v1/runs/" + id + "/signals", wanted);
        control.signal(by, id, wanted.checkedName(), payload, claimed);
    }

    @Operation(
            operationId = "changeRunVariables",
            summary = "Set variables of a run; null removes one",
            description =
                    """
                    With `If-Match` only where the run is at the version that you have seen, the `ETag` of its \
                    state, at the moment they are set; else 412 with the version it is at, and nothing is set. \
                    A 202 says that this is not known after ten seconds, as nobody executes the run: they are \
                    set when it goes on, if it is still at that version.\
                    """)
    @ApiResponse(responseCode = "202", description = "They wait to be set", content = @Content)
    @ApiResponse(
            responseCode = "204",
            description = "They are set, or wait to be without a condition")
    @ApiResponse(responseCode = "412")
    @PatchMapping("/variables")
    @Requires(Permission.RUNS_WRITE)
    ResponseEntity<Void> set(
            Actor by,
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody @Schema(type = "object") ObjectNode wanted)
            throws InterruptedException {
        var values = JsonValues.object(wanted);
        var version = IfMatch.version(ifMatch);
        if (version == null) {
            variables.set(by, id, values);
        } else if (!variables.setAt(by, id, version, values, untilSet)) {
            return ResponseEntity.accepted().build();
        }
        return ResponseEntity.noContent().build();
    }

    @Operation(
            operationId = "setRunPriority",
            summary = "Make a run more or less urgent",
            description =
                    "Counts from the next time that the run waits for its turn, and for the runs"
                            + " that its steps begin from now on.")
    @PutMapping("/priority")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(Permission.RUNS_WRITE)
    void setPriority(Actor by, @PathVariable UUID id, @RequestBody PriorityRequest wanted) {
        control.setPriority(by, id, PriorityRequest.checked(wanted.priority()));
    }

    private static BadInput invalid(String field, String code, String message) {
        return new BadInput(
                "invalid_request",
                field + ": " + message + ".",
                new FieldProblem(field, code, message));
    }
}
