package dev.baton.workflow.web;

import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.web.ApiCall;
import dev.baton.platform.web.BackgroundRequest;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.GraphReader;
import dev.baton.workflow.GraphWarnings;
import dev.baton.workflow.Workflow;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowRegistry;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One workflow: its draft, what is wrong with it, and its versions. */
@Controller
@RequestMapping("/workflows/{id}")
class WorkflowController {

    private static final int HISTORY = 20;

    private final WorkflowRegistry registry;
    private final WorkflowParts parts;
    private final GraphWarnings warnings;

    WorkflowController(WorkflowRegistry registry, WorkflowParts parts, GraphWarnings warnings) {
        this.registry = registry;
        this.parts = parts;
        this.warnings = warnings;
    }

    @GetMapping
    @Requires(Permission.WORKFLOWS_READ)
    ModelAndView show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer below,
            Actor actor,
            HttpServletRequest request) {
        var workflow = registry.get(new WorkflowId(actor.tenant(), id), actor);
        // What is only asked for to stay up to date has the rest already.
        var page =
                BackgroundRequest.is(request)
                        ? new ModelAndView("workflow/parts").addObject("workflow", workflow)
                        : page(workflow, workflow.draft(), below, actor).addObject("shown", 0);
        return page.addObject("parts", parts.of(workflow.id(), actor));
    }

    @GetMapping("/versions/{number}")
    @Requires(Permission.WORKFLOWS_READ)
    ModelAndView version(@PathVariable UUID id, @PathVariable int number, Actor actor) {
        var workflow = registry.get(new WorkflowId(actor.tenant(), id), actor);
        var version = registry.version(workflow.id(), number, actor);
        return page(workflow, WorkflowDraft.of(version.graph()), null, actor)
                .addObject("shown", number)
                .addObject("parts", List.of());
    }

    private ModelAndView page(
            Workflow workflow, WorkflowDraft draft, @Nullable Integer below, Actor actor) {
        return new ModelAndView("workflow/show")
                .addObject("workflow", workflow)
                .addObject("graph", draft.pretty())
                .addObject("hash", draft.hash())
                .addObject("drawing", EditorPage.overview(draft))
                .addObject("preview", preview(workflow))
                .addObject("findings", GraphReader.check(draft.graph()).findings())
                .addObject("warnings", warnings.of(draft.graph(), actor))
                .addObject("history", registry.history(workflow.id(), below, HISTORY, actor));
    }

    /** What it may cost is told where tasks are begun; null as long as nothing can be. */
    private static @Nullable ApiCall preview(Workflow workflow) {
        return workflow.latestNumber() == 0 || workflow.isArchived()
                ? null
                : ApiCall.of(
                        "POST", "/api/v1/tasks?dry_run=true", Map.of("workflow", workflow.name()));
    }

    @PostMapping("/publication")
    @Requires(Permission.WORKFLOWS_WRITE)
    String publish(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String note,
            @RequestParam long version,
            Actor actor,
            RedirectAttributes redirect) {
        try {
            var published =
                    registry.publish(new WorkflowId(actor.tenant(), id), version, note, actor);
            redirect.addFlashAttribute(
                    Flash.ATTRIBUTE, Flash.done("workflow.published", "" + published.number()));
        } catch (RuleRefused refusal) {
            redirect.addFlashAttribute(
                    Flash.ATTRIBUTE, Flash.failed(null, "problem." + refusal.code()));
        } catch (EditedMeanwhile late) {
            redirect.addFlashAttribute(
                    Flash.ATTRIBUTE, Flash.failed(null, "problem." + late.code()));
        }
        return "redirect:/workflows/" + id;
    }

    /** Only over the draft that was seen; whoever does not say which has seen none. */
    @PostMapping("/versions/{number}/restoration")
    @Requires(Permission.WORKFLOWS_WRITE)
    String restore(
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestParam(defaultValue = "-1") long version,
            Actor actor,
            RedirectAttributes redirect) {
        try {
            registry.restore(new WorkflowId(actor.tenant(), id), version, number, actor);
            redirect.addFlashAttribute(
                    Flash.ATTRIBUTE, Flash.done("workflow.restored", "" + number));
        } catch (EditedMeanwhile late) {
            redirect.addFlashAttribute(
                    Flash.ATTRIBUTE, Flash.failed(null, "problem." + late.code()));
        }
        return "redirect:/workflows/" + id;
    }

    @PostMapping("/archiving")
    @Requires(Permission.WORKFLOWS_WRITE)
    String archive(@PathVariable UUID id, Actor actor, RedirectAttributes redirect) {
        var workflow = new WorkflowId(actor.tenant(), id);
        registry.archive(workflow, actor);
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE,
                Flash.done("workflow.archived").undoneBy("/workflows/" + id + "/restoring"));
        return "redirect:/workflows/" + id;
    }

    @PostMapping("/restoring")
    @Requires(Permission.WORKFLOWS_WRITE)
    String takeOut(@PathVariable UUID id, Actor actor, RedirectAttributes redirect) {
        registry.takeOut(new WorkflowId(actor.tenant(), id), actor);
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE,
                Flash.done("workflow.taken_out").undoneBy("/workflows/" + id + "/archiving"));
        return "redirect:/workflows/" + id;
    }
}
