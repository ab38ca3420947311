package dev.baton.prompt.web;

import dev.baton.prompt.PromptId;
import dev.baton.prompt.PromptUse;
import dev.baton.prompt.PromptUser;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.List;

/** Everything that uses a prompt, from whichever module. */
@Component
class PromptUses {

    private final ObjectProvider<PromptUser> users;

    PromptUses(ObjectProvider<PromptUser> users) {
        this.users = users;
    }

    List<PromptUse> of(PromptId prompt) {
        return users.orderedStream().flatMap(user -> user.usesOf(prompt).stream()).toList();
    }
}
