package dev.baton.prompt;

import java.util.List;

/** Implemented by modules whose things use prompt templates, so that a template's page can tell. */
public interface PromptUser {

    /** What uses the prompt, by name. */
    List<PromptUse> usesOf(PromptId prompt);
}
