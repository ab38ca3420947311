package dev.baton.prompt.web;

import dev.baton.prompt.Prompt;
import dev.baton.prompt.PromptId;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptTrials;
import dev.baton.prompt.PromptVersion;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

import java.io.IOException;
import java.util.UUID;

/** <em>Try it</em> beside a saved version: usage counts it as this version's. */
@Controller
@RequestMapping("/prompts/{id}/versions/{number}/trial")
class VersionTrialController {

    private final PromptLibrary library;
    private final PromptPage pages;
    private final PromptTrials trials;

    VersionTrialController(PromptLibrary library, PromptPage pages, PromptTrials trials) {
        this.library = library;
        this.pages = pages;
        this.trials = trials;
    }

    @PostMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Requires(Permission.MESSAGES_WRITE)
    void stream(
            @PathVariable UUID id,
            @PathVariable int number,
            @ModelAttribute("form") PromptForm typed,
            TenantId tenant,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var tried = tried(new PromptId(tenant, id), number, typed, actor);
        trials.stream(tried.form().toTrial(tried.saved()), actor, request, response);
    }

    /** For browsers without scripts: the page again, with the whole answer. */
    @PostMapping
    @Requires(Permission.MESSAGES_WRITE)
    ModelAndView page(
            @PathVariable UUID id,
            @PathVariable int number,
            @ModelAttribute("form") PromptForm typed,
            TenantId tenant,
            Actor actor,
            HttpServletRequest request) {
        var tried = tried(new PromptId(tenant, id), number, typed, actor);
        return pages.tried(tried.prompt(), tried.version(), tried.form(), actor)
                .addObject(
                        "answer",
                        trials.answer(tried.form().toTrial(tried.saved()), actor, request));
    }

    private Tried tried(PromptId id, int number, PromptForm typed, Actor actor) {
        var prompt = library.get(id, actor);
        var version = library.version(id, number, actor);
        return new Tried(prompt, version, PromptForm.of(prompt, version).tried(typed));
    }

    /** A version and what was typed to try it. */
    private record Tried(Prompt prompt, PromptVersion version, PromptForm form) {

        UUID saved() {
            return version.id().value();
        }
    }
}
