package dev.baton.run.api;

import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.run.RunAction;
import dev.baton.work.Priority;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.annotation.JsonDeserialize;

import java.util.List;
import java.util.UUID;

/**
 * What is to be done to many runs.
 *
 * @param action {@code cancel}, {@code pause}, {@code resume}, {@code retry}, {@code restart},
 *     {@code restart_newest} or {@code priority}
 * @param ids of the runs, 200 at most
 * @param filter in place of ids: all that match and that this can be done to
 * @param expect how many the filter leaves, 200 at most; refused when it is another number
 * @param priority that they get; only with that action
 * @param reason for people, 500 characters at most; only to cancel or pause
 */
record RunBulkRequest(
        @Nullable String action,
        @Nullable List<@Nullable UUID> ids,
        @Nullable RunFilterJson filter,
        @Nullable Integer expect,
        @JsonDeserialize(using = PriorityText.class) @Schema(oneOf = {String.class, Integer.class})
                @Nullable String priority,
        @Nullable String reason) {

    static final int MOST = 200;

    RunAction checkedAction() {
        return RunAction.ofWire(action == null ? "" : action)
                .orElseThrow(
                        () ->
                                invalid(
                                        "action",
                                        "unknown",
                                        "one of cancel, pause, resume, retry, restart,"
                                                + " restart_newest, priority"));
    }

    /** Empty where a filter says which. */
    List<UUID> checkedIds() {
        if ((ids == null) == (filter == null)) {
            throw invalid("ids", "ambiguous", "give ids or a filter");
        }
        if (ids == null) {
            return List.of();
        }
        var distinct = ids.stream().distinct().toList();
        if (distinct.isEmpty() || distinct.size() > MOST || distinct.contains(null)) {
            throw invalid("ids", "out_of_range", "1 to " + MOST + " ids");
        }
        return distinct.stream().map(UUID.class::cast).toList();
    }

    int checkedExpectation() {
        if (expect == null) {
            throw invalid("expect", "required", "how many runs the filter leaves");
        }
        if (expect < 0 || expect > MOST) {
            throw invalid("expect", "out_of_range", "0 to " + MOST + "; narrow the filter");
        }
        return expect;
    }

    /** Null for what is not about it. */
    @Nullable Priority checkedPriority(RunAction wanted) {
        if (wanted == RunAction.PRIORITY) {
            return RunCommandApi.PriorityRequest.checked(priority);
        }
        if (priority != null) {
            throw invalid("priority", "ambiguous", "only with the action priority");
        }
        return null;
    }

    String checkedReason(RunAction wanted) {
        if (reason != null && wanted != RunAction.CANCEL && wanted != RunAction.PAUSE) {
            throw invalid("reason", "ambiguous", "only to cancel or pause");
        }
        return RunCommandApi.ReasonRequest.of(new RunCommandApi.ReasonRequest(reason));
    }

    private static BadInput invalid(String field, String code, String message) {
        return new BadInput(
                "invalid_request",
                field + ": " + message + ".",
                new FieldProblem(field, code, message));
    }
}
