package dev.baton.prompt;

import dev.baton.platform.problem.NotFound;

/** No such prompt template, or no such version of it, in this tenant. */
public class PromptNotFound extends NotFound {

    PromptNotFound(PromptId id) {
        super("prompt_not_found", "There is no prompt " + id.value() + ".", id.value().toString());
    }

    PromptNotFound(PromptVersionId id) {
        super(
                "prompt_not_found",
                "There is no prompt version " + id.value() + ".",
                id.value().toString());
    }
}
