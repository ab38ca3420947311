package dev.baton.prompt.web;

import dev.baton.platform.Page;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.platform.web.Flash;
import dev.baton.prompt.PromptDraft;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptName;
import dev.baton.prompt.PromptType;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of prompt templates, and writing a new one. */
@Controller
@RequestMapping("/prompts")
class PromptsController {

    private final PromptLibrary library;
    private final PromptLists lists;
    private final PromptEditor editor;

    PromptsController(PromptLibrary library, PromptLists lists, PromptEditor editor) {
        this.library = library;
        this.lists = lists;
        this.editor = editor;
    }

    @GetMapping
    @Requires(Permission.PROMPTS_READ)
    ModelAndView index(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "") String state,
            Actor actor) {
        return new ModelAndView("prompt/list")
                .addObject(
                        "prompts",
                        lists.pages(state, q, sort, Page.DEFAULT_LIMIT, actor).apply(after))
                .addObject("states", lists.states())
                .addObject("archived", lists.hasArchived(actor))
                .addObject("filtered", !q.isBlank() || !state.isBlank() || after != null);
    }

    @GetMapping("/new")
    @Requires(Permission.PROMPTS_WRITE)
    ModelAndView form(
            @RequestParam(defaultValue = "CHAT") PromptType type, TenantId tenant, Actor actor) {
        return editor.page(null, PromptForm.blank(type), tenant, HttpStatus.OK);
    }

    /** One step of editing, or another look at the preview; nothing is saved. */
    @PostMapping("/draft")
    @Requires(Permission.PROMPTS_WRITE)
    ModelAndView draft(
            @ModelAttribute("form") PromptForm form,
            @RequestParam(defaultValue = "preview") String step,
            TenantId tenant,
            Actor actor) {
        return editor.after(step, null, form, tenant);
    }

    @PostMapping
    @Requires(Permission.PROMPTS_WRITE)
    ModelAndView create(
            @ModelAttribute("form") PromptForm form,
            BindingResult errors,
            TenantId tenant,
            Actor actor,
            RedirectAttributes redirect) {
        try {
            var version =
                    library.create(
                            new PromptName(form.name(), form.description()),
                            new PromptDraft(form.toContent(), form.note()),
                            actor);
            redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("prompt.created", form.name()));
            return PromptEditor.to(version.prompt());
        } catch (RuleRefused | Conflict refusal) {
            return editor.refused(null, form, tenant, errors, refusal);
        }
    }
}
