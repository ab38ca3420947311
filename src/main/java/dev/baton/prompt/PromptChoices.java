package dev.baton.prompt;

import dev.baton.tenant.TenantId;

import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;

/** A tenant's prompts to choose one from, in forms of other modules. */
@Service
@Transactional(readOnly = true)
public class PromptChoices {

    private static final int MOST = 1_000;

    private final Prompts prompts;

    PromptChoices(Prompts prompts) {
        this.prompts = prompts;
    }

    /** Those that are not archived, by name. */
    public List<PromptSummary> of(TenantId tenant) {
        return prompts.findFirst(tenant, Limit.of(MOST));
    }
}
