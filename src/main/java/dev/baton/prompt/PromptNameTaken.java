package dev.baton.prompt;

import dev.baton.platform.problem.Conflict;

/** The tenant has another prompt template of this name. */
public class PromptNameTaken extends Conflict {

    PromptNameTaken(String name) {
        super("prompt_name_taken", "There is another prompt named " + name + ".", name);
    }
}
