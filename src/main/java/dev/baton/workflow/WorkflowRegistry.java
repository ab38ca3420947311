package dev.baton.workflow;

import dev.baton.event.EventLog;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The tenant's workflows: drawn, published, compared and put aside by people and their keys. Runs
 * use the shelf.
 */
@Service
@Transactional
public class WorkflowRegistry {

    private static final int LONGEST_NOTE = 500;

    private final Workflows workflows;
    private final WorkflowVersions versions;
    private final WorkflowSummaries summaries;
    private final EventLog events;
    private final Clock clock;

    WorkflowRegistry(
            Workflows workflows,
            WorkflowVersions versions,
            WorkflowSummaries summaries,
            EventLog events,
            Clock clock) {
        this.workflows = workflows;
        this.versions = versions;
        this.summaries = summaries;
        this.events = events;
        this.clock = clock;
    }

    /** Makes a workflow that is a draft; it may have findings. */
    @Requires(Permission.WORKFLOWS_WRITE)
    public Workflow create(WorkflowName name, WorkflowDraft draft, Actor by) {
        return create(Ids.next(), name, draft, by);
    }

    /**
     * The same under an id that may come twice; the second time it is refused like a name that is
     * taken.
     */
    @Requires(Permission.WORKFLOWS_WRITE)
    public Workflow create(UUID value, WorkflowName name, WorkflowDraft draft, Actor by) {
        var id = new WorkflowId(by.tenant(), value);
        if (workflows.findById(id).isPresent()) {
            throw new WorkflowNameTaken(name.value());
        }
        refuseTaken(id, name);
        return save(new Workflow(id, name, draft, by.name(), clock.instant()));
    }

    /**
     * Changes what it is called, what is said of it, or both.
     *
     * @param version that the edit started from; null for whatever it is
     * @param name null to keep it
     * @param description null to keep it
     */
    @Requires(Permission.WORKFLOWS_WRITE)
    public Workflow rename(
            WorkflowId id,
            @Nullable Long version,
            @Nullable String name,
            @Nullable String description,
            Actor by) {
        var workflow = load(id, version);
        var renamed =
                new WorkflowName(
                        Objects.requireNonNullElse(name, workflow.name()),
                        Objects.requireNonNullElse(description, workflow.description()));
        refuseTaken(id, renamed);
        workflow.rename(renamed, by.name(), clock.instant());
        return save(workflow);
    }

    /**
     * Replaces the draft; it may have findings.
     *
     * @param version that the edit started from; null for whatever it is
     */
    @Requires(Permission.WORKFLOWS_WRITE)
    public Workflow draw(WorkflowId id, @Nullable Long version, WorkflowDraft draft, Actor by) {
        var workflow = load(id, version);
        workflow.draw(draft, by.name(), clock.instant());
        return save(workflow);
    }

    /**
     * Makes the draft the next version, unless it is the newest one already: then that is returned.
     *
     * @param version that the publisher has seen; null for whatever it is
     * @throws GraphRefused when the draft has findings
     */
    @Requires(Permission.WORKFLOWS_WRITE)
    public WorkflowVersion publish(WorkflowId id, @Nullable Long version, String note, Actor by) {
        if (note.strip().length() > LONGEST_NOTE) {
            throw new WorkflowRefused(List.of(WorkflowRefused.tooLong("note", LONGEST_NOTE)));
        }
        var workflow = load(id, version);
        if (workflow.latestNumber() > 0 && !workflow.isArchived()) {
            var newest = version(id, workflow.latestNumber());
            if (newest.hash().equals(workflow.draft().hash())) {
                return newest;
            }
        }
        var next = workflow.publish(note.strip(), by.name(), clock.instant());
        save(workflow);
        events.append(WorkflowEvents.published(workflow, next));
        return versions.save(next);
    }

    /** Makes the draft what a version was. */
    @Requires(Permission.WORKFLOWS_WRITE)
    public Workflow restore(WorkflowId id, @Nullable Long version, int number, Actor by) {
        var workflow = load(id, version);
        workflow.draw(WorkflowDraft.of(version(id, number).graph()), by.name(), clock.instant());
        return save(workflow);
    }

    /** Puts it aside: lists leave it out and nothing new runs it, until it is taken out again. */
    @Requires(Permission.WORKFLOWS_WRITE)
    public void archive(WorkflowId id, Actor by) {
        var workflow = load(id, null);
        if (workflow.archive(by.name(), clock.instant())) {
            save(workflow);
            events.append(WorkflowEvents.archived(workflow));
        }
    }

    @Requires(Permission.WORKFLOWS_WRITE)
    public void takeOut(WorkflowId id, Actor by) {
        var workflow = load(id, null);
        workflow.takeOut(by.name(), clock.instant());
        save(workflow);
    }

    @Requires(Permission.WORKFLOWS_READ)
    @Transactional(readOnly = true)
    public Workflow get(WorkflowId id, Actor by) {
        return load(id, null);
    }

    @Requires(Permission.WORKFLOWS_READ)
    @Transactional(readOnly = true)
    public Optional<Workflow> find(WorkflowId id, Actor by) {
        return workflows.findById(id);
    }

    @Requires(Permission.WORKFLOWS_READ)
    @Transactional(readOnly = true)
    public WorkflowVersion version(WorkflowId id, int number, Actor by) {
        return version(id, number);
    }

    /**
     * A page of the tenant's workflows.
     *
     * @param archived whether those that are put aside, or the others
     * @param search part of the name or description, empty for all
     * @param sort {@code name} or {@code changed}; by name when it is neither
     * @param after cursor of the page before, null for the first
     */
    @Requires(Permission.WORKFLOWS_READ)
    @Transactional(readOnly = true)
    public Page<WorkflowSummary> list(
            boolean archived,
            String search,
            @Nullable String sort,
            @Nullable String after,
            int limit,
            Actor by) {
        return summaries.page(by.tenant(), archived, search, sort, after, limit);
    }

    /** What workflows are called, by their ids; those that are not there are left out. */
    @Requires(Permission.WORKFLOWS_READ)
    @Transactional(readOnly = true)
    public Map<UUID, String> names(Collection<UUID> ids, Actor by) {
        return summaries.names(by.tenant(), ids);
    }

    /** A page of a workflow's versions, newest first; the cursor is the last number shown. */
    @Requires(Permission.WORKFLOWS_READ)
    @Transactional(readOnly = true)
    public Page<WorkflowVersionSummary> history(
            WorkflowId id, @Nullable Integer below, int limit, Actor by) {
        load(id, null);
        var rows =
                versions.findBelow(
                        id.tenant(),
                        id.value(),
                        below == null ? Integer.MAX_VALUE : below,
                        Limit.of(limit + 1));
        return Page.of(rows, limit, row -> String.valueOf(row.id().number()));
    }

    /**
     * What makes one graph another.
     *
     * @param from number of a version; null for the draft
     * @param to number of a version; null for the draft
     */
    @Requires(Permission.WORKFLOWS_READ)
    @Transactional(readOnly = true)
    public List<GraphChange> changes(
            WorkflowId id, @Nullable Integer from, @Nullable Integer to, Actor by) {
        var workflow = load(id, null);
        return GraphChanges.between(
                from == null ? workflow.draft().graph() : version(id, from).graph(),
                to == null ? workflow.draft().graph() : version(id, to).graph());
    }

    private Workflow save(Workflow workflow) {
        try {
            return workflows.saveAndFlush(workflow);
        } catch (DataIntegrityViolationException e) {
            throw new WorkflowNameTaken(workflow.name());
        }
    }

    private void refuseTaken(WorkflowId id, WorkflowName name) {
        workflows
                .findByName(id.tenant(), name.value())
                .filter(other -> !other.id().equals(id))
                .ifPresent(
                        other -> {
                            throw new WorkflowNameTaken(other.name());
                        });
    }

    private Workflow load(WorkflowId id, @Nullable Long version) {
        var workflow = workflows.findById(id).orElseThrow(() -> new WorkflowNotFound(id));
        if (version != null) {
            EditedMeanwhile.unlessSame(version, workflow.version());
        }
        return workflow;
    }

    private WorkflowVersion version(WorkflowId id, int number) {
        var versionId = WorkflowVersionId.of(id, number);
        return versions.findById(versionId).orElseThrow(() -> new WorkflowNotFound(versionId));
    }
}
