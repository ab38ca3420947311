package dev.baton.prompt;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads versions for the shelf, in short transactions of its own. */
@Service
@Transactional(readOnly = true)
class PromptStore {

    private final Prompts prompts;
    private final PromptVersions versions;

    PromptStore(Prompts prompts, PromptVersions versions) {
        this.prompts = prompts;
        this.versions = versions;
    }

    PromptVersion version(PromptVersionId id) {
        return versions.findById(id).orElseThrow(() -> new PromptNotFound(id));
    }

    PromptVersionId idOf(PromptId id, int number) {
        return versions.findByNumber(id.tenant(), id.value(), number)
                .orElseThrow(() -> new PromptNotFound(id))
                .id();
    }

    String nameOf(PromptId id) {
        return prompts.findById(id).orElseThrow(() -> new PromptNotFound(id)).name();
    }

    boolean isArchived(PromptId id) {
        return prompts.findById(id).orElseThrow(() -> new PromptNotFound(id)).isArchived();
    }

    PromptVersionId newestOf(PromptId id) {
        var prompt = prompts.findById(id).orElseThrow(() -> new PromptNotFound(id));
        return idOf(id, prompt.latestNumber());
    }
}
