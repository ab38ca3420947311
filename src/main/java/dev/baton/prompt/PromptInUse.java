package dev.baton.prompt;

import dev.baton.platform.problem.Conflict;
import java.util.List;
import java.util.stream.Collectors;

/** A prompt cannot be archived while something uses it. */
public class PromptInUse extends Conflict {

    private static final int NAMED = 5;

    PromptInUse(List<PromptUse> uses) {
        this(
                uses.stream().limit(NAMED).map(PromptUse::name).collect(Collectors.joining(", "))
                        + (uses.size() > NAMED ? ", …" : ""));
    }

    private PromptInUse(String names) {
        super("prompt_in_use", "The prompt is used by " + names + ".", names);
    }
}
