package dev.baton.run.web;

import dev.baton.planner.Plan;
import dev.baton.planner.PlanBy;
import dev.baton.platform.web.Choice;
import dev.baton.run.BudgetLeft;
import dev.baton.run.CostLimit;
import dev.baton.run.Samples;
import dev.baton.selection.Strategy;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantDirectory;
import dev.baton.work.Priority;
import dev.baton.workflow.WorkflowRegistry;
import dev.baton.workflow.WorkflowSummary;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindingResult;
import org.springframework.web.servlet.ModelAndView;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The page on which work is begun: its form, and the plan when one is to be looked at. */
@Component
class TaskPages {

    /** More are not offered, but may be typed. */
    private static final int MOST_OFFERED = 200;

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final TaskGraphs graphs;
    private final TaskDesk desk;
    private final WorkflowRegistry workflows;
    private final BudgetLeft budget;
    private final TenantDirectory tenants;
    private final MessageSource messages;

    TaskPages(
            TaskGraphs graphs,
            TaskDesk desk,
            WorkflowRegistry workflows,
            BudgetLeft budget,
            TenantDirectory tenants,
            MessageSource messages) {
        this.graphs = graphs;
        this.desk = desk;
        this.workflows = workflows;
        this.budget = budget;
        this.tenants = tenants;
        this.messages = messages;
    }

    /**
     * @param plan to look at; null for none
     */
    ModelAndView page(Actor by, TaskForm form, HttpStatus status, @Nullable Plan plan) {
        var graph = graphs.look(by, form);
        return new ModelAndView("run/new", status)
                .addObject("form", form)
                .addObject("workflows", form.isNamed() ? published(by) : List.of())
                .addObject("strategies", strategies())
                .addObject("planners", planners(by))
                .addObject("priorities", priorities())
                .addObject("chosen", graph == null ? null : graph.name())
                .addObject(
                        "fields", graph == null ? List.of() : InputField.of(graph.graph().input()))
                .addObject("planned", plan == null ? null : planned(by, form, plan))
                .addObject("currency", tenants.get(by.tenant()).currency())
                .addObject("isSimulated", true)
                .addObject("script", TaskScript.of(form, graph, plan));
    }

    private PlanView planned(Actor by, TaskForm form, Plan plan) {
        return new PlanView(plan, budget.nanos(by), CostLimit.of(plan, form.costCap()));
    }

    /** The same with what is wrong with it. */
    ModelAndView refused(Actor by, TaskForm form, BindingResult errors, @Nullable Plan plan) {
        return page(by, form, HttpStatus.UNPROCESSABLE_CONTENT, plan)
                .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
    }

    /** With an input that fits what the workflow asks for, as far as its schema says. */
    TaskForm filled(Actor by, TaskForm form) {
        var graph = graphs.look(by, form);
        if (graph == null) {
            return form;
        }
        var input = Samples.input(graph.graph());
        var filled = form.with(input.isEmpty() ? "" : PRETTY.writeValueAsString(input));
        return form.isNamed() ? filled.of(graph.name()) : filled;
    }

    private List<WorkflowSummary> published(Actor by) {
        return by.may(Permission.WORKFLOWS_READ)
                ? workflows.list(false, "", null, null, MOST_OFFERED, by).data().stream()
                        .filter(it -> it.latestNumber() > 0)
                        .toList()
                : List.of();
    }

    private List<Choice> strategies() {
        return Stream.of(Strategy.BALANCED, Strategy.COST, Strategy.LATENCY, Strategy.QUALITY)
                .map(
                        it ->
                                Choice.of(
                                        it.wire(),
                                        text("planner.strategy." + it.wire()),
                                        text("run.task.strategy." + it.wire())))
                .toList();
    }

    private List<Choice> planners(Actor by) {
        var rules =
                Choice.of(
                        PlanBy.RULES.wire(),
                        text("planner.source.rules"),
                        text("run.task.planner.rules"));
        var canAsk = desk.canAskAgent(by);
        var agent =
                new Choice(
                        PlanBy.LLM.wire(),
                        text("planner.source.llm"),
                        text(canAsk ? "run.task.planner.llm" : "run.task.planner.llm.none"),
                        !canAsk);
        return List.of(rules, agent);
    }

    private List<Choice> priorities() {
        return Arrays.stream(Priority.values())
                .map(it -> Choice.of(it.wire(), text("run.priority." + it.wire())))
                .toList();
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
