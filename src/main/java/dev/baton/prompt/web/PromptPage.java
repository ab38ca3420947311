package dev.baton.prompt.web;

import dev.baton.prompt.Prompt;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptTrials;
import dev.baton.prompt.PromptUses;
import dev.baton.prompt.PromptVersion;
import dev.baton.tenant.Actor;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The page of one version of a template. */
@Component
class PromptPage {

    private static final int HISTORY = 20;

    private final PromptLibrary library;
    private final PromptUses uses;
    private final PromptTrials trials;

    PromptPage(PromptLibrary library, PromptUses uses, PromptTrials trials) {
        this.library = library;
        this.uses = uses;
        this.trials = trials;
    }

    /**
     * @param below number that the history goes on from, null for its start
     */
    ModelAndView of(PromptVersion version, @Nullable Integer below, Actor actor) {
        var prompt = library.get(version.prompt(), actor);
        return of(prompt, version, PromptForm.of(prompt, version), below, actor);
    }

    /** The page with what was typed to try the version. */
    ModelAndView tried(Prompt prompt, PromptVersion version, PromptForm form, Actor actor) {
        return of(prompt, version, form, null, actor);
    }

    private ModelAndView of(
            Prompt prompt,
            PromptVersion version,
            PromptForm form,
            @Nullable Integer below,
            Actor actor) {
        return new ModelAndView("prompt/show")
                .addObject("prompt", prompt)
                .addObject("version", version)
                .addObject("form", form)
                .addObject("newest", version.number() == prompt.latestNumber())
                .addObject("preview", PromptPreview.of(form))
                .addObject("testers", trials.agents(actor.tenant()))
                .addObject("history", library.history(prompt.id(), below, HISTORY, actor))
                .addObject("uses", uses.of(prompt.id()));
    }
}
