package dev.baton.run.web;

import dev.baton.platform.web.FormOnce;
import dev.baton.run.CostLimit;
import dev.baton.run.RunKey;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a person types to have work begun. Only the fields of its source count.
 *
 * @param source of the steps: {@code words}, {@code workflow}, {@code draft} or {@code template}
 * @param task what is wanted, in plain words
 * @param workflow name or id of a published one; for a draft, the id of the workflow that has it;
 *     for a template, its id
 * @param input JSON that the workflow begins with
 * @param maxCost what the run may cost at most, in units of the tenant's currency
 * @param workflowName of a workflow that is to be made of the plan
 * @param once what tells this form from all others; sent twice as it is, it begins one run
 */
record TaskForm(
        String source,
        String task,
        String workflow,
        String input,
        String strategy,
        String planner,
        String title,
        String priority,
        String maxCost,
        String workflowName,
        String once) {

    static final String WORDS = "words";
    static final String WORKFLOW = "workflow";
    private static final String DRAFT = "draft";
    private static final String TEMPLATE = "template";
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,12})?");

    TaskForm {
        source =
                source == null || !List.of(WORKFLOW, DRAFT, TEMPLATE).contains(source)
                        ? WORDS
                        : source;
        task = text(task, "");
        workflow = text(workflow, "");
        input = text(input, "");
        strategy = text(strategy, "balanced");
        planner = text(planner, "rules");
        title = text(title, "");
        priority = text(priority, "normal");
        maxCost = text(maxCost, "").strip();
        workflowName = text(workflowName, "");
        once = text(once, FormOnce.next());
    }

    static TaskForm blank(String source, String workflow) {
        return new TaskForm(source, "", workflow, "", "", "", "", "", "", "", "");
    }

    /** The same with another input. */
    TaskForm with(String given) {
        return new TaskForm(
                source,
                task,
                workflow,
                given,
                strategy,
                planner,
                title,
                priority,
                maxCost,
                workflowName,
                once);
    }

    /** The same with a workflow that is called otherwise. */
    TaskForm of(String name) {
        return new TaskForm(
                source,
                task,
                name,
                input,
                strategy,
                planner,
                title,
                priority,
                maxCost,
                workflowName,
                once);
    }

    /** As a browser sends lines, and none where nothing was sent. */
    private static String text(String given, String usual) {
        return given == null || given.isBlank() ? usual : given.replace("\r\n", "\n");
    }

    /**
     * What the run is begun under.
     *
     * @param plan hash of the plan that is begun; empty for what the form asks for
     */
    RunKey key(String plan) {
        var sent = plan + "\n" + this;
        return RunKey.of("form " + once + "\n" + sent, sent);
    }

    /** What was typed into a field that the page keeps. */
    public String given(String field) {
        return switch (field) {
            case "source" -> source;
            case "task" -> task;
            case "workflow" -> workflow;
            case "input" -> input;
            case "strategy" -> strategy;
            case "planner" -> planner;
            case "title" -> title;
            case "priority" -> priority;
            case "maxCost" -> maxCost;
            case "once" -> once;
            default -> throw new IllegalArgumentException("No field " + field);
        };
    }

    /** What the run may cost at most, in units; null for no limit, and for what cannot be one. */
    @Nullable BigDecimal limit() {
        if (!AMOUNT.matcher(maxCost).matches()) {
            return null;
        }
        var amount = new BigDecimal(maxCost);
        return CostLimit.isValid(amount) ? amount : null;
    }

    /** The same in nano-units. */
    @Nullable Long costCap() {
        var limit = limit();
        return limit == null ? null : CostLimit.nanos(limit);
    }

    public boolean isWords() {
        return source.equals(WORDS);
    }

    /** Whether it is for a published workflow that somebody chooses by its name. */
    public boolean isNamed() {
        return source.equals(WORKFLOW);
    }

    public boolean isTemplate() {
        return source.equals(TEMPLATE);
    }

    public boolean isDraft() {
        return source.equals(DRAFT);
    }
}
