package dev.baton.trigger.web;

import dev.baton.platform.Page;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Frame;
import dev.baton.platform.web.QueryWords;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.trigger.Triggers;
import dev.baton.workflow.WorkflowRegistry;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.List;

/** The tenant's triggers: the list, and a new one. */
@Controller
@RequestMapping("/triggers")
class TriggersController {

    private final Triggers triggers;
    private final TriggerRows rows;
    private final TriggerPages pages;
    private final TimesDesk times;
    private final WorkflowRegistry workflows;
    private final Frame frame;

    TriggersController(
            Triggers triggers,
            TriggerRows rows,
            TriggerPages pages,
            TimesDesk times,
            WorkflowRegistry workflows,
            Frame frame) {
        this.triggers = triggers;
        this.rows = rows;
        this.pages = pages;
        this.times = times;
        this.workflows = workflows;
        this.frame = frame;
    }

    @GetMapping
    @Requires(Permission.WORKFLOWS_READ)
    String list(
            Actor by,
            @ModelAttribute("query") TriggerQuery query,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        var filter = query.filter();
        model.addAttribute(
                "triggers", rows.of(by, filter, QueryWords.id(after), Page.DEFAULT_LIMIT));
        model.addAttribute("kinds", pages.kinds());
        model.addAttribute("statuses", pages.statuses());
        model.addAttribute("workflows", pages.workflows(by, filter.workflow()));
        return "trigger/list";
    }

    /**
     * @param workflow id of the one to begin
     */
    @GetMapping("/new")
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView blank(
            Actor by,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String workflow) {
        var id = QueryWords.id(workflow);
        var name = id == null ? "" : workflows.names(List.of(id), by).getOrDefault(id, "");
        return pages.form(
                        null,
                        TriggerForm.blank(kind, name, frame.viewer().zone()),
                        HttpStatus.OK,
                        by)
                .addObject("preset", name.isEmpty() ? null : id);
    }

    @PostMapping
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView create(
            Actor by,
            @ModelAttribute("form") TriggerForm form,
            BindingResult errors,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        try {
            var made = triggers.create(by, pages.wish(by, form));
            if (made.token() != null) {
                return HookPage.of(made, request);
            }
            redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("trigger.created"));
            return new ModelAndView("redirect:/triggers/" + made.trigger().id().value());
        } catch (BadInput | RuleRefused refusal) {
            return pages.refused(null, form, refusal, errors, by);
        }
    }

    /** Without scripts: the form again, with what the schedule comes to. */
    @PostMapping("/times")
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView look(Actor by, @ModelAttribute("form") TriggerForm form) {
        return pages.form(null, form, HttpStatus.OK, by);
    }

    /** As somebody types. */
    @PostMapping(path = "/times", headers = "HX-Request")
    @Requires(Permission.WORKFLOWS_WRITE)
    String times(@ModelAttribute("form") TriggerForm form, Model model) {
        model.addAttribute("times", times.of(form));
        return "trigger/_times :: times";
    }
}
