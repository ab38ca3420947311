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
import java.util.function.LongFunction;

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

    private interface Command {
        Made apply(GraphEdit edit);
    }

    /**
     * What a command makes of the draft.
     *
     * @param chosen key of the step that is chosen then
     * @param told once it is saved, from the version that it has then; null for nothing
     */
    private record Made(String chosen, @Nullable LongFunction<Flash> told) {

        static Made of(String chosen) {
            return new Made(chosen, null);
        }

        Made saying(Flash what) {
            return new Made(chosen, _ -> what);
        }
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
                edit -> Made.of(edit.insert(edit.has(step) ? step : null, place, kind)),
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
            return page.steps(
                            workflow,
                            edited.draft(),
                            step,
                            edited.wrong(),
                            HttpStatus.CONFLICT,
                            actor)
                    .addObject("seen", edited.seen())
                    .addObject("late", ChangeText.of(edited.draft().changesTo(draft)));
        }
        if (!edited.wrong().isEmpty()) {
            return page.steps(
                            workflow,
                            edited.draft(),
                            step,
                            edited.wrong(),
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            actor)
                    .addObject("seen", edited.seen());
        }
        return new ModelAndView(
                draw(workflow, workflow.version(), edited.draft(), Made.of(step), actor, redirect));
    }

    /** What would be wrong with the draft and what its expressions come to; nothing is saved. */
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
                                                HttpStatus.OK,
                                                actor)
                                        .addObject("seen", seen))
                .orElseGet(() -> page.steps(workflow, workflow.draft(), null, actor));
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
                            edit -> Made.of(edit.replace(step, plain(members))),
                            actor,
                            redirect));
        } catch (GraphRefused refused) {
            return page.steps(
                            workflow,
                            workflow.draft(),
                            step,
                            Map.of("source", source),
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            actor)
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
        return change(
                get(id, actor),
                version,
                step,
                edit -> {
                    var former = JsonText.line(edit.draft().graph());
                    var near = near(edit.outline(), step);
                    edit.remove(step);
                    return new Made(near, saved -> removed(id, step, former, saved));
                },
                actor,
                redirect);
    }

    private static Flash removed(UUID id, String step, String former, long saved) {
        var done = Flash.done("workflow.editor.removed", step);
        return former.length() > LARGEST_UNDO
                ? done
                : done.undoneBy(
                        "/workflows/" + id + "/draft",
                        Map.of("source", former, "version", String.valueOf(saved)));
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
                    var moved = edit.move(step, to.equals("up"));
                    var made =
                            Made.of(
                                    edit.outline().steps().stream()
                                            .filter(each -> (Object) each.json() == members)
                                            .findFirst()
                                            .map(DraftOutline.DraftStep::key)
                                            .orElse(step));
                    return moved ? made : made.saying(Flash.warning("workflow.editor.stays"));
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
                    var made = Made.of(renaming.key());
                    if (renaming.isLeft()) {
                        return made.saying(Flash.warning("workflow.editor.renamed.left"));
                    }
                    return renaming.followed() == 0
                            ? made
                            : made.saying(
                                    Flash.done(
                                            "workflow.editor.renamed", "" + renaming.followed()));
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
        var made = command.apply(edit);
        return draw(workflow, version, edit.draft(), made, actor, redirect);
    }

    private String draw(
            Workflow workflow,
            long version,
            WorkflowDraft draft,
            Made made,
            Actor actor,
            RedirectAttributes redirect) {
        try {
            var saved = registry.draw(workflow.id(), version, draft, actor);
            if (made.told() != null) {
                redirect.addFlashAttribute(Flash.ATTRIBUTE, made.told().apply(saved.version()));
            }
            return to(workflow, made.chosen());
        } catch (EditedMeanwhile late) {
            return failed(workflow, made.chosen(), "problem." + late.code(), redirect);
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
