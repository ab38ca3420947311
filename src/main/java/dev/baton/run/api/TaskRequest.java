package dev.baton.run.api;

import dev.baton.planner.PlanBy;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.run.CostLimit;
import dev.baton.run.NewRun;
import dev.baton.selection.Strategy;
import dev.baton.work.Priority;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A task to carry out: exactly one of {@code task}, {@code plan}, {@code workflow} and {@code
 * graph}.
 *
 * @param title what it is to be called, 200 characters at most
 * @param task what is wanted, in plain words; it is planned first
 * @param strategy what the plan is to be best at: {@code cost}, {@code latency}, {@code quality} or
 *     {@code balanced}; balanced when left out
 * @param planner who plans: {@code rules}, which asks nobody, or {@code llm}; rules when left out
 * @param plan hash of a plan that was made before, to be carried out exactly
 * @param workflow name or id of a published workflow
 * @param workflowVersion a version of it; the newest when left out
 * @param graph steps to execute
 * @param input what the graph's expressions see as {@code input}; an empty object when left out
 * @param priority {@code low}, {@code normal}, {@code high} or {@code critical}, or 1 to 4; normal
 *     when left out
 * @param maxCost what its run may cost at most, in units of the tenant's currency; the graph's own
 *     limit holds beside it
 */
record TaskRequest(
        @Nullable String title,
        @Nullable String task,
        @Nullable String strategy,
        @Nullable String planner,
        @Nullable String plan,
        @Nullable String workflow,
        @Nullable Integer workflowVersion,
        @Schema(type = "object") @Nullable ObjectNode graph,
        @Schema(type = "object") @Nullable ObjectNode input,
        @JsonDeserialize(using = PriorityText.class) @Schema(oneOf = {String.class, Integer.class})
                @Nullable String priority,
        @Nullable BigDecimal maxCost) {

    void requireOneSource() {
        var sources = Stream.of(task, plan, workflow, graph).filter(Objects::nonNull).count();
        if (sources == 0) {
            throw invalid("task", "required", "give a task, a plan, a workflow or a graph");
        }
        if (sources > 1) {
            throw invalid("task", "ambiguous", "give one of task, plan, workflow and graph");
        }
        if (workflowVersion != null && workflow == null) {
            throw invalid("workflow_version", "ambiguous", "needs a workflow");
        }
        if (input != null && (task != null || plan != null)) {
            throw invalid("input", "ambiguous", "a plan has its own input");
        }
    }

    @Nullable String checkedTitle() {
        return checkedTitle(title);
    }

    static @Nullable String checkedTitle(@Nullable String title) {
        if (title == null || title.isBlank()) {
            return null;
        }
        if (title.strip().length() > NewRun.LONGEST_TITLE) {
            throw invalid("title", "too_long", "at most " + NewRun.LONGEST_TITLE + " characters");
        }
        return title.strip();
    }

    Priority checkedPriority() {
        if (priority == null) {
            return Priority.NORMAL;
        }
        return RunCommandApi.PriorityRequest.checked(priority);
    }

    /** In nano-units. */
    @Nullable Long checkedMaxCost() {
        if (maxCost == null) {
            return null;
        }
        if (!CostLimit.isValid(maxCost)) {
            throw invalid("max_cost", "out_of_range", "0 to " + CostLimit.HIGHEST.toPlainString());
        }
        return CostLimit.nanos(maxCost);
    }

    Strategy checkedStrategy() {
        return strategy == null
                ? Strategy.BALANCED
                : Strategy.find(strategy)
                        .orElseThrow(
                                () ->
                                        invalid(
                                                "strategy",
                                                "unknown",
                                                "one of cost, latency, quality, balanced"));
    }

    PlanBy checkedPlanner() {
        return planner == null
                ? PlanBy.RULES
                : PlanBy.find(planner)
                        .orElseThrow(() -> invalid("planner", "unknown", "one of rules, llm"));
    }

    private static BadInput invalid(String field, String code, String message) {
        return new BadInput(
                "invalid_request",
                field + ": " + message + ".",
                new FieldProblem(field, code, message));
    }
}
