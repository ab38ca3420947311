package dev.baton.prompt;

import dev.baton.tenant.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Implemented by modules whose things use prompt templates, so that a template's page can tell. */
public interface PromptUser {

    /** What uses the prompt, by name. */
    List<PromptUse> usesOf(PromptId prompt);

    /** How many things use each of these prompts; those that nothing uses are missing. */
    Map<UUID, Long> countUses(TenantId tenant, Collection<UUID> prompts);
}
