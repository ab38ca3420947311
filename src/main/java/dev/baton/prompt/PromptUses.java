package dev.baton.prompt;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.List;

/** Everything that uses a prompt, from whichever module. */
@Component
public class PromptUses {

    private final ObjectProvider<PromptUser> users;

    PromptUses(ObjectProvider<PromptUser> users) {
        this.users = users;
    }

    public List<PromptUse> of(PromptId prompt) {
        return users.orderedStream().flatMap(user -> user.usesOf(prompt).stream()).toList();
    }
}
