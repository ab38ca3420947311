package dev.baton.run.engine;

import dev.baton.workflow.Action;
import dev.baton.workflow.ApprovalRule;
import dev.baton.workflow.Assignment;
import dev.baton.workflow.Expression;
import dev.baton.workflow.FailurePolicy;
import dev.baton.workflow.Graph;
import dev.baton.workflow.Merge;
import dev.baton.workflow.RetryPolicy;
import dev.baton.workflow.RunLimits;
import dev.baton.workflow.Step;
import dev.baton.workflow.Template;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Graphs whose expressions are functions of what is bound. */
final class Graphs {

    static final RetryPolicy ONCE = retries(0);

    private Graphs() {}

    static RetryPolicy retries(int retries) {
        return new RetryPolicy(
                retries,
                Duration.ofSeconds(1),
                2,
                Duration.ofSeconds(10),
                0,
                Duration.ofMinutes(1),
                EnumSet.allOf(RetryPolicy.Failure.class));
    }

    static GraphIndex graph(Step... steps) {
        return graph(new RunLimits(null, null, 1_000, 5), steps);
    }

    static GraphIndex graph(RunLimits limits, Step... steps) {
        return new GraphIndex(
                new Graph(
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        new Graph.Scope(List.of(steps)),
                        null,
                        limits));
    }

    static Action http() {
        return http(_ -> "http://peer/");
    }

    static Action http(Function<Map<String, ?>, Object> url) {
        return new Action.Http("POST", template(url), Map.of(), null);
    }

    static Action agent(String name) {
        return new Action.Agent(template(_ -> name), null, null, Map.of(), null, null);
    }

    static Action value(Function<Map<String, ?>, Object> value) {
        return new Action.Transform(template(value));
    }

    static Action each(
            Function<Map<String, ?>, Object> over, int concurrency, int tolerated, Step... steps) {
        return each(over, concurrency, tolerated, new Merge.AsList(), steps);
    }

    static Action each(
            Function<Map<String, ?>, Object> over,
            int concurrency,
            int tolerated,
            Merge merge,
            Step... steps) {
        return new Action.ForEach(
                expression(over),
                "item",
                concurrency,
                new Graph.Scope(List.of(steps)),
                null,
                merge,
                tolerated);
    }

    static Action loop(@Nullable Function<Map<String, ?>, Object> until, int max, Step... steps) {
        return new Action.Loop(
                null,
                until == null ? null : expression(until),
                max,
                new Graph.Scope(List.of(steps)),
                null);
    }

    static Step step(String id, Action action, String... after) {
        return new Step(
                id,
                id,
                List.of(after),
                null,
                action,
                null,
                ONCE,
                new FailurePolicy.Fail(),
                Map.of(),
                null,
                null);
    }

    static Step when(Step step, Function<Map<String, ?>, Object> condition) {
        return copy(
                step,
                expression(condition),
                step.retry(),
                step.onFailure(),
                step.assignments(),
                step.approval(),
                step.compensation());
    }

    static Step with(Step step, RetryPolicy retry, FailurePolicy onFailure) {
        return copy(
                step,
                step.when(),
                retry,
                onFailure,
                step.assignments(),
                step.approval(),
                step.compensation());
    }

    static Step undone(Step step, Action compensation) {
        return copy(
                step,
                step.when(),
                step.retry(),
                step.onFailure(),
                step.assignments(),
                step.approval(),
                compensation);
    }

    static Step approved(Step step, ApprovalRule rule) {
        return copy(
                step,
                step.when(),
                step.retry(),
                step.onFailure(),
                step.assignments(),
                rule,
                step.compensation());
    }

    static Step setting(Step step, String variable, Assignment.How how) {
        return copy(
                step,
                step.when(),
                step.retry(),
                step.onFailure(),
                Map.of(variable, new Assignment(how, template(bound -> bound.get("result")))),
                step.approval(),
                step.compensation());
    }

    private static Step copy(
            Step step,
            @Nullable Expression when,
            RetryPolicy retry,
            FailurePolicy onFailure,
            Map<String, Assignment> assignments,
            @Nullable ApprovalRule approval,
            @Nullable Action compensation) {
        return new Step(
                step.id(),
                step.title(),
                step.after(),
                when,
                step.action(),
                step.timeout(),
                retry,
                onFailure,
                assignments,
                approval,
                compensation);
    }

    static Expression expression(Function<Map<String, ?>, Object> function) {
        return new Expression() {
            @Override
            public String text() {
                return "an expression";
            }

            @Override
            public @Nullable Object evaluate(Map<String, ? extends @Nullable Object> bindings) {
                return function.apply(bindings);
            }
        };
    }

    static Template template(Function<Map<String, ?>, Object> function) {
        return new Template() {
            @Override
            public @Nullable Object source() {
                return "a template";
            }

            @Override
            public @Nullable Object render(Map<String, ? extends @Nullable Object> bindings) {
                return function.apply(bindings);
            }
        };
    }
}
