package dev.baton.prompt;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.baton.tenant.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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

    /** How many things use each of these prompts; those that nothing uses are missing. */
    public Map<UUID, Long> count(TenantId tenant, Collection<UUID> prompts) {
        var counts = new HashMap<UUID, Long>();
        users.forEach(
                user ->
                        user.countUses(tenant, prompts)
                                .forEach((prompt, uses) -> counts.merge(prompt, uses, Long::sum)));
        return counts;
    }
}
