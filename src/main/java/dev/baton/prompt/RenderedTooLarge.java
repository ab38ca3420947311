package dev.baton.prompt;

import dev.baton.platform.problem.RuleRefused;

/** The values make the prompt longer than any model reads. */
public class RenderedTooLarge extends RuleRefused {

    RenderedTooLarge() {
        super(
                "prompt_too_large",
                "With these values the prompt grows beyond one million characters.");
    }
}
