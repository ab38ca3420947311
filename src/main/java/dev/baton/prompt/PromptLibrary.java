package dev.baton.prompt;

import dev.baton.event.EventLog;
import dev.baton.event.NewEvent;
import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.util.Map;

/** The tenant's prompt templates: written, revised and read by people. Calls use the shelf. */
@Service
@Transactional
public class PromptLibrary {

    private final Prompts prompts;
    private final PromptVersions versions;
    private final PromptSummaries summaries;
    private final PromptUses uses;
    private final EventLog events;
    private final Clock clock;

    PromptLibrary(
            Prompts prompts,
            PromptVersions versions,
            PromptSummaries summaries,
            PromptUses uses,
            EventLog events,
            Clock clock) {
        this.prompts = prompts;
        this.versions = versions;
        this.summaries = summaries;
        this.uses = uses;
        this.events = events;
        this.clock = clock;
    }

    /** Makes a prompt with its version 1. */
    @Requires(Permission.PROMPTS_WRITE)
    public PromptVersion create(PromptName name, PromptDraft draft, Actor by) {
        var id = new PromptId(by.tenant(), Ids.next());
        refuseTaken(id, name);
        return revise(
                new Prompt(id, name, draft.content().type(), by.name(), clock.instant()),
                draft,
                by);
    }

    /**
     * Renames it and, when the contents differ from the newest version's, makes the next version.
     *
     * @param version that the edit started from
     * @return the version that is now the newest
     */
    @Requires(Permission.PROMPTS_WRITE)
    public PromptVersion revise(
            PromptId id, long version, PromptName name, PromptDraft draft, Actor by) {
        var prompt = load(id);
        EditedMeanwhile.unlessSame(version, prompt.version());
        refuseTaken(id, name);
        prompt.rename(name, by.name(), clock.instant());
        var newest = find(id, prompt.latestNumber());
        if (newest.content().equals(draft.content())) {
            save(prompt);
            return newest;
        }
        return revise(prompt, draft, by);
    }

    /**
     * Puts it aside: lists and choices leave it out until it is restored.
     *
     * @throws PromptInUse while something uses it
     */
    @Requires(Permission.PROMPTS_WRITE)
    public Prompt archive(PromptId id, Actor by) {
        var prompt = load(id);
        var users = uses.of(id);
        if (!users.isEmpty()) {
            throw new PromptInUse(users);
        }
        prompt.archive(clock.instant());
        return prompts.save(prompt);
    }

    @Requires(Permission.PROMPTS_WRITE)
    public Prompt restore(PromptId id, Actor by) {
        var prompt = load(id);
        prompt.restore();
        return prompts.save(prompt);
    }

    @Requires(Permission.PROMPTS_READ)
    @Transactional(readOnly = true)
    public Prompt get(PromptId id, Actor by) {
        return load(id);
    }

    /** The newest version of a prompt. */
    @Requires(Permission.PROMPTS_READ)
    @Transactional(readOnly = true)
    public PromptVersion newest(PromptId id, Actor by) {
        return find(id, load(id).latestNumber());
    }

    @Requires(Permission.PROMPTS_READ)
    @Transactional(readOnly = true)
    public PromptVersion version(PromptId id, int number, Actor by) {
        return find(id, number);
    }

    /**
     * A page of the tenant's prompts that are not archived.
     *
     * @param search part of the name or description, empty for all
     * @param sort {@code name} or {@code changed}; by name when it is neither
     * @param after cursor of the page before, null for the first
     */
    @Requires(Permission.PROMPTS_READ)
    @Transactional(readOnly = true)
    public Page<PromptSummary> list(
            String search,
            @Nullable String sort,
            @Nullable String after,
            int limit,
            Actor by) {
        return summaries.page(by.tenant(), false, search, sort, after, limit);
    }

    /** The same of those that are archived. */
    @Requires(Permission.PROMPTS_READ)
    @Transactional(readOnly = true)
    public Page<PromptSummary> archived(
            String search,
            @Nullable String sort,
            @Nullable String after,
            int limit,
            Actor by) {
        return summaries.page(by.tenant(), true, search, sort, after, limit);
    }

    /** A page of a prompt's versions, newest first; the cursor is the last number shown. */
    @Requires(Permission.PROMPTS_READ)
    @Transactional(readOnly = true)
    public Page<PromptVersionSummary> history(
            PromptId id, @Nullable Integer below, int limit, Actor by) {
        load(id);
        var rows =
                versions.findBelow(
                        id.tenant(),
                        id.value(),
                        below == null ? Integer.MAX_VALUE : below,
                        Limit.of(limit + 1));
        return Page.of(rows, limit, row -> String.valueOf(row.number()));
    }

    private PromptVersion revise(Prompt prompt, PromptDraft draft, Actor by) {
        var next = new PromptVersionId(prompt.id().tenant(), Ids.next());
        var version = prompt.revise(next, draft, by.name(), clock.instant());
        save(prompt);
        events.append(
                new NewEvent(
                        prompt.id().tenant(),
                        PromptEvents.REVISED,
                        prompt.id().value(),
                        Map.of("number", version.number()),
                        null));
        return versions.save(version);
    }

    private void save(Prompt prompt) {
        try {
            prompts.saveAndFlush(prompt);
        } catch (DataIntegrityViolationException e) {
            throw new PromptNameTaken(prompt.name());
        }
    }

    private void refuseTaken(PromptId id, PromptName name) {
        prompts.findByName(id.tenant(), name.value())
                .filter(other -> !other.id().equals(id))
                .ifPresent(
                        other -> {
                            throw new PromptNameTaken(other.name());
                        });
    }

    private Prompt load(PromptId id) {
        return prompts.findById(id).orElseThrow(() -> new PromptNotFound(id));
    }

    private PromptVersion find(PromptId id, int number) {
        return versions.findByNumber(id.tenant(), id.value(), number)
                .orElseThrow(() -> new PromptNotFound(id));
    }
}
