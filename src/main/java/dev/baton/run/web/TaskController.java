package dev.baton.run.web;

import dev.baton.planner.Plan;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.LimitReached;
import dev.baton.platform.problem.PaymentRequired;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.problem.Unavailable;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.FormOnce;
import dev.baton.run.RunDesk;
import dev.baton.run.RunHead;
import dev.baton.run.RunKey;
import dev.baton.run.Tasks;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.Workflow;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowName;
import dev.baton.workflow.WorkflowRegistry;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Beginning work: what is wanted, what that would be as a plan, and the run of it. */
@Controller
@RequestMapping("/runs")
class TaskController {

    private final TaskDesk desk;
    private final TaskPages pages;
    private final Tasks tasks;
    private final RunDesk runs;
    private final WorkflowRegistry workflows;

    TaskController(
            TaskDesk desk, TaskPages pages, Tasks tasks, RunDesk runs, WorkflowRegistry workflows) {
        this.desk = desk;
        this.pages = pages;
        this.tasks = tasks;
        this.runs = runs;
        this.workflows = workflows;
    }

    /**
     * @param source where the steps come from; a workflow when one is named
     * @param workflow id or name of the one to begin
     */
    @GetMapping("/new")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView blank(
            Actor by,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String workflow) {
        var chosen = source.isEmpty() && !workflow.isEmpty() ? TaskForm.WORKFLOW : source;
        var form = TaskForm.blank(chosen, workflow);
        desk.requireSource(by, form);
        return pages.page(by, pages.filled(by, form), HttpStatus.OK, null);
    }

    /** The form again, with an example of the input that the workflow asks for. */
    @PostMapping("/new/sample")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView fill(Actor by, @ModelAttribute("form") TaskForm form) {
        return pages.page(by, pages.filled(by, form), HttpStatus.OK, null);
    }

    /**
     * The form again, with the plan below it.
     *
     * @param anew whether an agent is to plan though it planned the very same a moment ago
     */
    @PostMapping("/new")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView preview(
            Actor by,
            @ModelAttribute("form") TaskForm form,
            BindingResult errors,
            @RequestParam(defaultValue = "false") boolean anew) {
        var wish = desk.read(by, form, errors);
        if (wish == null) {
            return pages.refused(by, form, errors, null);
        }
        try {
            return pages.page(by, form, HttpStatus.OK, tasks.preview(by, wish.task(), anew, wish.costCap()));
        } catch (RuleRefused | Conflict | LimitReached | PaymentRequired | Unavailable refusal) {
            return refused(by, form, errors, null, refusal);
        }
    }

    @PostMapping
    @Requires(Permission.RUNS_WRITE)
    ModelAndView start(
            Actor by,
            @ModelAttribute("form") TaskForm form,
            BindingResult errors,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        var wish = desk.read(by, form, errors);
        if (wish == null) {
            return pages.refused(by, form, errors, null);
        }
        var key = form.key("");
        var before = runs.begunWith(by, key);
        if (before.isPresent()) {
            return begun(before.get(), "run.task.begun.before", redirect);
        }
        try {
            return begun(start(by, wish, key, request), "run.task.begun", redirect);
        } catch (RuleRefused | Conflict | LimitReached | PaymentRequired | Unavailable refusal) {
            return refused(by, form, errors, null, refusal);
        }
    }

    /**
     * Exactly the plan that was looked at, whatever stands in the form by now.
     *
     * @param plan its hash
     */
    @PostMapping("/new/plan")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView startExactly(
            Actor by,
            @ModelAttribute("form") TaskForm form,
            BindingResult errors,
            @RequestParam(defaultValue = "") String plan,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        var key = form.key(plan);
        // Before the plan is looked for: one that is gone by now is no reason to refuse a repeat.
        var before = runs.begunWith(by, key);
        if (before.isPresent()) {
            return begun(before.get(), "run.task.begun.before", redirect);
        }
        var kept = desk.kept(by, plan);
        if (kept == null) {
            errors.reject("run.task.plan.gone");
            return pages.refused(by, form, errors, null);
        }
        var reading = new TaskReading(form, errors);
        var title = reading.title();
        var priority = reading.priority();
        var costCap = reading.costCap();
        if (errors.hasErrors()) {
            return pages.refused(by, form, errors, kept);
        }
        try {
            var wish = new TaskWish(desk.exactly(by, kept, form), title, priority, costCap);
            return begun(start(by, wish, key, request), "run.task.begun", redirect);
        } catch (RuleRefused | Conflict | LimitReached | PaymentRequired | Unavailable refusal) {
            return refused(by, form, errors, kept, refusal);
        }
    }

    /**
     * Makes a workflow whose draft is the plan's graph.
     *
     * @param plan its hash
     */
    @PostMapping("/new/workflow")
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView draw(
            Actor by,
            @ModelAttribute("form") TaskForm form,
            BindingResult errors,
            @RequestParam(defaultValue = "") String plan,
            RedirectAttributes redirect) {
        var kept = desk.kept(by, plan);
        if (kept == null) {
            errors.reject("run.task.plan.gone");
            return pages.refused(by, form, errors, null);
        }
        var id = FormOnce.id(form.once(), String.valueOf(by.id()), plan, form.workflowName());
        try {
            var made =
                    workflows.create(
                            id,
                            new WorkflowName(form.workflowName(), ""),
                            WorkflowDraft.of(kept.graph()),
                            by);
            return drawn(made, "workflow.created", redirect);
        } catch (RuleRefused refusal) {
            refusal.fields()
                    .forEach(
                            field ->
                                    errors.rejectValue(
                                            "workflowName",
                                            "workflow.fault." + field.code(),
                                            field.message()));
        } catch (Conflict taken) {
            var before = workflows.find(new WorkflowId(by.tenant(), id), by);
            if (before.isPresent()) {
                return drawn(before.get(), "workflow.created.before", redirect);
            }
            errors.rejectValue(
                    "workflowName",
                    "problem." + taken.code(),
                    taken.arguments().toArray(),
                    String.valueOf(taken.getMessage()));
        }
        return pages.refused(by, form, errors, kept);
    }

    private static ModelAndView drawn(Workflow made, String told, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done(told, made.name()));
        return new ModelAndView("redirect:/workflows/" + made.id().value());
    }

    private RunHead start(Actor by, TaskWish wish, RunKey key, HttpServletRequest request) {
        var trace = CurrentTrace.of(request);
        return runs.start(
                by,
                tasks.run(
                        by,
                        wish.task(),
                        wish.title(),
                        wish.priority(),
                        wish.costCap(),
                        key,
                        trace));
    }

    private ModelAndView refused(
            Actor by, TaskForm form, BindingResult errors, @Nullable Plan plan, Problem refusal) {
        new TaskReading(form, errors).refused(refusal);
        var page = pages.refused(by, form, errors, plan);
        page.setStatus(HttpStatusCode.valueOf(refusal.status()));
        return page;
    }

    private static ModelAndView begun(RunHead head, String told, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done(told));
        return new ModelAndView("redirect:/runs/" + head.id());
    }
}
