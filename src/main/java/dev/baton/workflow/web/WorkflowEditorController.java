package dev.baton.workflow.web;

import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.GraphRefused;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowRegistry;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.UUID;

/** The editor of a workflow's draft, and what differs between its versions. */
@Controller
@RequestMapping("/workflows/{id}")
class WorkflowEditorController {

    private static final String SOURCE = "source";
    private static final int SHOWN = 200;

    private final WorkflowRegistry registry;
    private final EditorPage page;

    WorkflowEditorController(WorkflowRegistry registry, EditorPage page) {
        this.registry = registry;
        this.page = page;
    }

    /**
     * @param view {@code source} for the JSON of the whole, else its steps
     */
    @GetMapping("/edit")
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView edit(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String view,
            @RequestParam(required = false) @Nullable String step,
            Actor actor) {
        var workflow = registry.get(new WorkflowId(actor.tenant(), id), actor);
        if (workflow.isArchived()) {
            return new ModelAndView("redirect:/workflows/" + id);
        }
        return view.equals(SOURCE)
                ? page.source(workflow, workflow.draft().pretty(), HttpStatus.OK)
                : page.steps(workflow, workflow.draft(), step, actor);
    }

    /** The draft as JSON; over one that somebody has changed meanwhile only when that was seen. */
    @PostMapping("/draft")
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView draw(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String view,
            @RequestParam(defaultValue = "-1") long version,
            Actor actor,
            RedirectAttributes redirect) {
        var workflowId = new WorkflowId(actor.tenant(), id);
        var workflow = registry.get(workflowId, actor);
        WorkflowDraft draft;
        try {
            draft = WorkflowDraft.parse(source);
        } catch (GraphRefused refused) {
            return page.source(workflow, source, HttpStatus.UNPROCESSABLE_CONTENT)
                    .addObject("version", version)
                    .addObject("findings", refused.findings());
        }
        try {
            registry.draw(workflowId, version, draft, actor);
        } catch (EditedMeanwhile late) {
            var changes = draft.changesTo(workflow.draft());
            return page.source(workflow, source, HttpStatus.CONFLICT)
                    .addObject(
                            "late",
                            ChangeText.of(changes.subList(0, Math.min(SHOWN, changes.size()))));
        }
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("workflow.editor.saved"));
        return new ModelAndView(
                "redirect:/workflows/%s/edit%s"
                        .formatted(id, view.equals(SOURCE) ? "?view=" + SOURCE : ""));
    }

    /**
     * @param from number of a version; the draft when it is left out
     * @param to number of a version; the draft when it is left out
     */
    @GetMapping("/changes")
    @Requires(Permission.WORKFLOWS_READ)
    ModelAndView changes(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to,
            Actor actor) {
        var workflow = registry.get(new WorkflowId(actor.tenant(), id), actor);
        var changes = registry.changes(workflow.id(), from, to, actor);
        return new ModelAndView("workflow/changes")
                .addObject("workflow", workflow)
                .addObject("from", from)
                .addObject("to", to)
                .addObject("count", changes.size())
                .addObject(
                        "changes",
                        ChangeText.of(changes.subList(0, Math.min(SHOWN, changes.size()))))
                .addObject("numbers", ChangeText.numbers(workflow.latestNumber()));
    }
}
