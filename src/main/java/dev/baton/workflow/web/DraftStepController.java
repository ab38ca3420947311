package dev.baton.workflow.web;

import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.DraftOutline;
import dev.baton.workflow.GraphEdit;
import dev.baton.workflow.GraphRefused;
import dev.baton.workflow.Workflow;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowRegistry;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriUtils;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Steps of a draft: added, changed, moved, renamed and taken away, one by one. */
@Controller
@RequestMapping("/workflows/{id}/draft")
class DraftStepController {

    /** A larger draft than that comes back by publishing often, not by a button. */
    private static final int LARGEST_UNDO = 20_000;

    private final WorkflowRegistry registry;
    private final EditorPage page;

    DraftStepController(WorkflowRegistry registry, EditorPage page) {
        this.registry = registry;
        this.page = page;
    }

    /** What a command makes of the draft: the key of the step that is chosen then. */
    private interface Command {
        String apply(GraphEdit edit);
    }

    /**
     * @param step that it is put after or inside; empty for the end
     */
    @PostMapping("/steps")
    @Requires(Permission.WORKFLOWS_WRITE)
    String add(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "AFTER") GraphEdit.Place place,
            @RequestParam(defaultValue = "-1") long version,
            Actor actor,
            RedirectAttributes redirect) {
        var workflow = get(id, actor);
        if (!GraphEdit.kinds().contains(kind)) {
            return failed(workflow, step, "workflow.editor.kind.missing", redirect);
        }
        return change(
                workflow,
                version,
                step,
                edit -> edit.insert(edit.has(step) ? step : null, place, kind),
                actor,
                redirect);
    }

    /** Whoever has seen the step as it is now may change it, whatever became of the others. */
    @PostMapping("/step")
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView save(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam MultiValueMap<String, String> form,
            Actor actor,
            RedirectAttributes redirect) {
        var workflow = get(id, actor);
        var draft = workflow.draft();
        var written = write(draft, step, form);
        if (written.isEmpty()) {
            return new ModelAndView(failed(workflow, "", "workflow.editor.step.missing", redirect));
        }
        var edited = written.get();
        if (!edited.seen().equals(seen)) {
            return page.steps(workflow, edited.draft(), step, edited.wrong(), HttpStatus.CONFLICT)
                    .addObject("seen", edited.seen())
                    .addObject("late", ChangeText.of(edited.draft().changesTo(draft)));
        }
        if (!edited.wrong().isEmpty()) {
            return page.steps(
                            workflow,
                            edited.draft(),
                            step,
                            edited.wrong(),
                            HttpStatus.UNPROCESSABLE_CONTENT)
                    .addObject("seen", edited.seen());
        }
        return new ModelAndView(
                draw(workflow, workflow.version(), edited.draft(), step, actor, redirect));
    }

    /** What would be wrong with the draft; nothing is saved. */
    @PostMapping("/step/check")
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView check(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam MultiValueMap<String, String> form,
            Actor actor) {
        var workflow = get(id, actor);
        return write(workflow.draft(), step, form)
                .map(
                        edited ->
                                page.steps(
                                                workflow,
                                                edited.draft(),
                                                step,
                                                edited.wrong(),
                                                HttpStatus.OK)
                                        .addObject("seen", seen))
                .orElseGet(() -> page.steps(workflow, workflow.draft(), null));
    }

    /**
     * A draft as a form has changed it.
     *
     * @param seen hash of the step as it was before
     */
    private record Edited(WorkflowDraft draft, Map<String, String> wrong, String seen) {}

    private static Optional<Edited> write(
            WorkflowDraft draft, String key, MultiValueMap<String, String> form) {
        var outline = DraftOutline.of(draft);
        return outline.find(key)
                .map(
                        step -> {
                            var edit = GraphEdit.of(draft);
                            var wrong =
                                    new StepForm(outline, step, EditorPage.tools(draft))
                                            .write(form, edit);
                            return new Edited(edit.draft(), wrong, JsonText.hash(step.json()));
                        });
    }

    /** A step as JSON, with the members that have no field. */
    @PostMapping("/step/source")
    @Requires(Permission.WORKFLOWS_WRITE)
    ModelAndView source(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "-1") long version,
            Actor actor,
            RedirectAttributes redirect) {
        var workflow = get(id, actor);
        try {
            if (!(GraphEdit.parse(source) instanceof Map<?, ?> members)) {
                return new ModelAndView(
                        failed(workflow, step, "workflow.editor.source.object", redirect));
            }
            return new ModelAndView(
                    change(
                            workflow,
                            version,
                            step,
                            edit -> edit.replace(step, plain(members)),
                            actor,
                            redirect));
        } catch (GraphRefused refused) {
            return page.steps(
                            workflow,
                            workflow.draft(),
                            step,
                            Map.of("source", source),
                            HttpStatus.UNPROCESSABLE_CONTENT)
                    .addObject("sourceFindings", refused.findings());
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> plain(Map<?, ?> members) {
        return (Map<String, ?>) members;
    }

    @PostMapping("/step/removal")
    @Requires(Permission.WORKFLOWS_WRITE)
    String remove(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "-1") long version,
            Actor actor,
            RedirectAttributes redirect) {
        var workflow = get(id, actor);
        var former = JsonText.line(workflow.draft().graph());
        var next =
                change(
                        workflow,
                        version,
                        step,
                        edit -> {
                            var near = near(edit.outline(), step);
                            edit.remove(step);
                            return near;
                        },
                        actor,
                        redirect);
        if (redirect.getFlashAttributes().isEmpty()) {
            var done = Flash.done("workflow.editor.removed", step);
            redirect.addFlashAttribute(
                    Flash.ATTRIBUTE,
                    former.length() > LARGEST_UNDO
                            ? done
                            : done.undoneBy(
                                    "/workflows/" + id + "/draft",
                                    Map.of(
                                            "source",
                                            former,
                                            "version",
                                            String.valueOf(get(id, actor).version()))));
        }
        return next;
    }

    /** The step before it in the list, or what is left. */
    private static String near(DraftOutline outline, String key) {
        var last = "";
        for (var step : outline.steps()) {
            if (step.key().equals(key)) {
                return last;
            }
            last = step.key();
        }
        return last;
    }

    @PostMapping("/step/place")
    @Requires(Permission.WORKFLOWS_WRITE)
    String move(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "-1") long version,
            Actor actor,
            RedirectAttributes redirect) {
        return change(
                get(id, actor),
                version,
                step,
                edit -> {
                    var members = edit.step(step);
                    if (!edit.move(step, to.equals("up"))) {
                        redirect.addFlashAttribute(
                                Flash.ATTRIBUTE, Flash.warning("workflow.editor.stays"));
                    }
                    return edit.outline().steps().stream()
                            .filter(each -> (Object) each.json() == members)
                            .findFirst()
                            .map(DraftOutline.DraftStep::key)
                            .orElse(step);
                },
                actor,
                redirect);
    }

    @PostMapping("/step/id")
    @Requires(Permission.WORKFLOWS_WRITE)
    String rename(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "-1") long version,
            Actor actor,
            RedirectAttributes redirect) {
        return change(
                get(id, actor),
                version,
                step,
                edit -> {
                    var renaming = edit.rename(step, name.strip());
                    if (renaming.isLeft()) {
                        redirect.addFlashAttribute(
                                Flash.ATTRIBUTE, Flash.warning("workflow.editor.renamed.left"));
                    } else if (renaming.followed() > 0) {
                        redirect.addFlashAttribute(
                                Flash.ATTRIBUTE,
                                Flash.done("workflow.editor.renamed", "" + renaming.followed()));
                    }
                    return renaming.key();
                },
                actor,
                redirect);
    }

    private Workflow get(UUID id, Actor actor) {
        return registry.get(new WorkflowId(actor.tenant(), id), actor);
    }

    private String change(
            Workflow workflow,
            long version,
            String step,
            Command command,
            Actor actor,
            RedirectAttributes redirect) {
        if (version != workflow.version()) {
            return failed(workflow, step, "problem.edited_meanwhile", redirect);
        }
        var edit = GraphEdit.of(workflow.draft());
        if (!step.isEmpty() && !edit.has(step)) {
            return failed(workflow, "", "workflow.editor.step.missing", redirect);
        }
        var chosen = command.apply(edit);
        return draw(workflow, version, edit.draft(), chosen, actor, redirect);
    }

    private String draw(
            Workflow workflow,
            long version,
            WorkflowDraft draft,
            @Nullable String chosen,
            Actor actor,
            RedirectAttributes redirect) {
        try {
            registry.draw(workflow.id(), version, draft, actor);
            return to(workflow, chosen);
        } catch (EditedMeanwhile late) {
            return failed(workflow, chosen, "problem." + late.code(), redirect);
        }
    }

    private static String failed(
            Workflow workflow, @Nullable String step, String key, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.failed(null, key));
        return to(workflow, step);
    }

    private static String to(Workflow workflow, @Nullable String step) {
        var path = "redirect:/workflows/%s/edit".formatted(workflow.id().value());
        return step == null || step.isEmpty()
                ? path
                : path
                        + "?step="
                        + UriUtils.encodeQueryParam(step, StandardCharsets.UTF_8)
                        + "#step";
    }
}
