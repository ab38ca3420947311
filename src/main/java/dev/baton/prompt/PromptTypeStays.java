package dev.baton.prompt;

import dev.baton.platform.problem.RuleRefused;

/** A prompt's type was chosen when it was created; callers rely on its shape. */
public class PromptTypeStays extends RuleRefused {

    PromptTypeStays(PromptType type) {
        super("prompt_type_stays", "The prompt is of type " + type.wire() + ".", type.wire());
    }
}
