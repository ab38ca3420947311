package dev.baton.run.web;

import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.LimitReached;
import dev.baton.platform.problem.PaymentRequired;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.web.Flash;
import dev.baton.run.RunHead;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowName;
import dev.baton.workflow.WorkflowRegistry;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
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
    private final WorkflowRegistry workflows;

    TaskController(TaskDesk desk, TaskPages pages, WorkflowRegistry workflows) {
        this.desk = desk;
        this.pages = pages;
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
        return pages.page(
                by, pages.filled(by, TaskForm.blank(chosen, workflow)), HttpStatus.OK, null);
    }

    /** The form again, with an example of the input that the workflow asks for. */
    @PostMapping("/new/sample")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView fill(Actor by, @ModelAttribute("form") TaskForm form) {
        return pages.page(by, pages.filled(by, form), HttpStatus.OK, null);
    }

    /** The form again, with the plan below it. */
    @PostMapping("/new")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView preview(Actor by, @ModelAttribute("form") TaskForm form, BindingResult errors) {
        var wish = desk.read(by, form, errors);
        if (wish == null) {
            return pages.refused(by, form, errors, null);
        }
        try {
            return pages.page(by, form, HttpStatus.OK, desk.plan(by, wish));
        } catch (RuleRefused refusal) {
            new TaskReading(form, errors).refused(refusal);
            return pages.refused(by, form, errors, null);
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
        try {
            return begun(desk.start(by, wish, form.key(""), CurrentTrace.of(request)), redirect);
        } catch (RuleRefused | Conflict | LimitReached | PaymentRequired refusal) {
            new TaskReading(form, errors).refused(refusal);
            return pages.refused(by, form, errors, null);
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
        var kept = desk.kept(by.tenant(), plan);
        if (kept == null) {
            errors.reject("run.task.plan.gone");
            return pages.refused(by, form, errors, null);
        }
        var reading = new TaskReading(form, errors);
        var title = reading.title();
        var priority = reading.priority();
        if (errors.hasErrors()) {
            return pages.refused(by, form, errors, kept);
        }
        try {
            return begun(
                    desk.start(by, kept, form, title, priority, CurrentTrace.of(request)),
                    redirect);
        } catch (RuleRefused | Conflict | LimitReached | PaymentRequired refusal) {
            reading.refused(refusal);
            return pages.refused(by, form, errors, kept);
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
        var kept = desk.kept(by.tenant(), plan);
        if (kept == null) {
            errors.reject("run.task.plan.gone");
            return pages.refused(by, form, errors, null);
        }
        try {
            var made =
                    workflows.create(
                            new WorkflowName(form.workflowName(), ""),
                            WorkflowDraft.of(kept.graph()),
                            by);
            redirect.addFlashAttribute(
                    Flash.ATTRIBUTE, Flash.done("workflow.created", made.name()));
            return new ModelAndView("redirect:/workflows/" + made.id().value());
        } catch (RuleRefused refusal) {
            refusal.fields()
                    .forEach(
                            field ->
                                    errors.rejectValue(
                                            "workflowName",
                                            "workflow.fault." + field.code(),
                                            field.message()));
        } catch (Conflict taken) {
            errors.rejectValue(
                    "workflowName",
                    "problem." + taken.code(),
                    taken.arguments().toArray(),
                    String.valueOf(taken.getMessage()));
        }
        return pages.refused(by, form, errors, kept);
    }

    private static ModelAndView begun(RunHead head, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("run.task.begun"));
        return new ModelAndView("redirect:/runs/" + head.id());
    }
}
