package dev.baton.prompt.web;

import java.util.Set;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.web.EditConflict;
import dev.baton.platform.web.Flash;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.PromptDraft;
import dev.baton.prompt.PromptId;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptName;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.UUID;

/** One prompt template: its versions, and the editor that writes the next one. */
@Controller
@RequestMapping("/prompts/{id}")
class PromptController {

    private final PromptLibrary library;
    private final PromptEditor editor;
    private final PromptPage page;

    PromptController(PromptLibrary library, PromptEditor editor, PromptPage page) {
        this.library = library;
        this.editor = editor;
        this.page = page;
    }

    @GetMapping
    @Requires(Permission.PROMPTS_READ)
    ModelAndView show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer below,
            TenantId tenant,
            Actor actor) {
        var prompt = new PromptId(tenant, id);
        return page.of(library.newest(prompt, actor), below, actor);
    }

    @GetMapping("/versions/{number}")
    @Requires(Permission.PROMPTS_READ)
    ModelAndView version(
            @PathVariable UUID id, @PathVariable int number, TenantId tenant, Actor actor) {
        return page.of(library.version(new PromptId(tenant, id), number, actor), null, actor);
    }

    /** The editor, with the newest contents or those of an older version to restore. */
    @GetMapping("/edit")
    @Requires(Permission.PROMPTS_WRITE)
    ModelAndView form(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer from,
            TenantId tenant,
            Actor actor) {
        var prompt = library.get(new PromptId(tenant, id), actor);
        var start = from == null ? prompt.latestNumber() : from;
        return editor.page(
                prompt,
                PromptForm.of(prompt, library.version(prompt.id(), start, actor)),
                tenant,
                HttpStatus.OK);
    }

    /** One step of editing, or another look at the preview; nothing is saved. */
    @PostMapping("/draft")
    @Requires(Permission.PROMPTS_WRITE)
    ModelAndView draft(
            @PathVariable UUID id,
            @ModelAttribute("form") PromptForm form,
            @RequestParam(defaultValue = "preview") String step,
            TenantId tenant,
            Actor actor) {
        return editor.after(step, library.get(new PromptId(tenant, id), actor), form, tenant);
    }

    @PostMapping
    @Requires(Permission.PROMPTS_WRITE)
    ModelAndView save(
            @PathVariable UUID id,
            @ModelAttribute("form") PromptForm typed,
            BindingResult errors,
            @RequestParam(name = EditConflict.TAKEN, defaultValue = "") Set<String> taken,
            TenantId tenant,
            Actor actor,
            RedirectAttributes redirect) {
        var prompt = library.get(new PromptId(tenant, id), actor);
        var form = EditConflict.merged(typed, newest(prompt, actor), taken);
        try {
            var version =
                    library.revise(
                            prompt.id(),
                            form.version(),
                            new PromptName(form.name(), form.description()),
                            new PromptDraft(form.toContent(), form.note()),
                            actor);
            redirect.addFlashAttribute(
                    Flash.ATTRIBUTE, Flash.done("prompt.saved", "" + version.number()));
            return PromptEditor.to(prompt.id());
        } catch (EditedMeanwhile late) {
            return editor.conflict(prompt, form, newest(prompt, actor), tenant);
        } catch (RuleRefused | Conflict refusal) {
            return editor.refused(prompt, form, tenant, errors, refusal);
        }
    }

    private PromptForm newest(Prompt prompt, Actor actor) {
        return PromptForm.of(prompt, library.version(prompt.id(), prompt.latestNumber(), actor));
    }
}
