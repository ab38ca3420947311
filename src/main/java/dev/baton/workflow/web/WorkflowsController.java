package dev.baton.workflow.web;

import dev.baton.platform.Page;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.web.Choice;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.FormOnce;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.TemplateNotes;
import dev.baton.workflow.Workflow;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowFigures;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowName;
import dev.baton.workflow.WorkflowRegistry;
import dev.baton.workflow.WorkflowTemplates;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
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

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The list of workflows, and beginning one from a template. */
@Controller
@RequestMapping("/workflows")
class WorkflowsController {

    private static final String ARCHIVED = "archived";

    private final WorkflowRegistry registry;
    private final WorkflowRows rows;
    private final ObjectProvider<TemplateNotes> notes;
    private final MessageSource messages;

    WorkflowsController(
            WorkflowRegistry registry,
            WorkflowRows rows,
            ObjectProvider<TemplateNotes> notes,
            MessageSource messages) {
        this.registry = registry;
        this.rows = rows;
        this.notes = notes;
        this.messages = messages;
    }

    /**
     * What is asked of a new workflow.
     *
     * @param once what tells this form from all others; sent twice as it is, it makes one
     */
    record WorkflowForm(String name, String description, String template, String once) {

        WorkflowForm {
            name = name == null ? "" : name;
            description = description == null ? "" : description;
            template = template == null ? "" : template;
            once = once == null || once.isBlank() ? FormOnce.next() : once;
        }
    }

    @GetMapping
    @Requires(Permission.WORKFLOWS_READ)
    ModelAndView index(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "") String state,
            Actor actor,
            Locale language) {
        var page = registry.list(isArchive(state), q, sort, after, Page.DEFAULT_LIMIT, actor);
        var shown = rows.shown(page, actor);
        return new ModelAndView("workflow/list")
                .addObject("workflows", shown.rows())
                .addObject("isPartial", shown.isPartial())
                .addObject("most", WorkflowFigures.MOST_COUNTED)
                .addObject("isArchive", isArchive(state))
                .addObject(
                        "states",
                        List.of(
                                Choice.of(
                                        ARCHIVED,
                                        messages.getMessage(
                                                "workflow.status.archived", null, language))))
                .addObject("filtered", !q.isBlank() || !state.isBlank() || after != null);
    }

    static boolean isArchive(String state) {
        return state.equals(ARCHIVED);
    }

    @GetMapping("/new")
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView form(Actor actor, Locale language) {
        var first = WorkflowTemplates.all().getFirst().id();
        return page(HttpStatus.OK, actor, language)
                .addObject("form", new WorkflowForm("", "", first, ""));
    }

    @PostMapping
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView create(
            @ModelAttribute("form") WorkflowForm form,
            BindingResult errors,
            Actor actor,
            Locale language,
            RedirectAttributes redirect) {
        var template = WorkflowTemplates.find(form.template());
        if (template.isEmpty()) {
            errors.rejectValue("template", "workflow.template.missing");
            return page(HttpStatus.UNPROCESSABLE_CONTENT, actor, language);
        }
        var id =
                FormOnce.id(
                        form.once(),
                        String.valueOf(actor.id()),
                        form.name(),
                        form.description(),
                        form.template());
        try {
            var workflow =
                    registry.create(
                            id,
                            new WorkflowName(form.name(), form.description()),
                            WorkflowDraft.of(template.get().graph()),
                            actor);
            return made(workflow, "workflow.created", redirect);
        } catch (RuleRefused refusal) {
            refusal.fields()
                    .forEach(
                            field ->
                                    errors.rejectValue(
                                            field.field(),
                                            "workflow.fault." + field.code(),
                                            field.message()));
        } catch (Conflict taken) {
            var before = registry.find(new WorkflowId(actor.tenant(), id), actor);
            if (before.isPresent()) {
                return made(before.get(), "workflow.created.before", redirect);
            }
            errors.rejectValue(
                    "name",
                    "problem." + taken.code(),
                    taken.arguments().toArray(),
                    String.valueOf(taken.getMessage()));
        }
        return page(HttpStatus.UNPROCESSABLE_CONTENT, actor, language);
    }

    private static ModelAndView made(Workflow workflow, String told, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done(told, workflow.name()));
        return new ModelAndView("redirect:/workflows/" + workflow.id().value());
    }

    private ModelAndView page(HttpStatus status, Actor actor, Locale language) {
        var page = new ModelAndView("workflow/new");
        page.setStatus(status);
        var told = notes.getIfAvailable(() -> _ -> Map.of());
        page.addObject("notes", told.of(actor));
        return page.addObject(
                "templates",
                WorkflowTemplates.all().stream()
                        .map(
                                each ->
                                        Choice.of(
                                                each.id(),
                                                messages.getMessage(
                                                        each.titleKey(), null, language),
                                                messages.getMessage(
                                                        each.descriptionKey(), null, language)))
                        .toList());
    }
}
