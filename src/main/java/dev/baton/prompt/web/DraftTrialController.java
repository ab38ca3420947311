package dev.baton.prompt.web;

import dev.baton.prompt.Prompt;
import dev.baton.prompt.PromptId;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptTrials;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

import java.io.IOException;
import java.util.UUID;

/**
 * <em>Try it</em> beside the editor: an agent answers what stands in the form, and nothing is saved
 * of the template. Whoever may not write templates may not send one either.
 */
@Controller
@RequestMapping("/prompts")
class DraftTrialController {

    private final PromptLibrary library;
    private final PromptEditor editor;
    private final PromptTrials trials;

    DraftTrialController(PromptLibrary library, PromptEditor editor, PromptTrials trials) {
        this.library = library;
        this.editor = editor;
        this.trials = trials;
    }

    @PostMapping(
            value = {"/trial", "/{id}/trial"},
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Requires(Permission.PROMPTS_WRITE)
    void stream(
            @PathVariable(required = false) @Nullable UUID id,
            @ModelAttribute("form") PromptForm form,
            TenantId tenant,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var _ = edited(id, tenant, actor);
        trials.stream(form.toTrial(null), actor, request, response);
    }

    /** For browsers without scripts: the editor again, with the whole answer. */
    @PostMapping({"/trial", "/{id}/trial"})
    @Requires(Permission.PROMPTS_WRITE)
    ModelAndView page(
            @PathVariable(required = false) @Nullable UUID id,
            @ModelAttribute("form") PromptForm form,
            TenantId tenant,
            Actor actor,
            HttpServletRequest request) {
        return editor.page(edited(id, tenant, actor), form, tenant, HttpStatus.OK)
                .addObject("answer", trials.answer(form.toTrial(null), actor, request));
    }

    private @Nullable Prompt edited(@Nullable UUID id, TenantId tenant, Actor actor) {
        return id == null ? null : library.get(new PromptId(tenant, id), actor);
    }
}
