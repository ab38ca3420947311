package dev.baton.workflow;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * A workflow: a name that is unique in its tenant, a draft that people work on, and published
 * versions that never change. Runs follow versions, never the draft.
 */
@Entity
@Table(name = "workflow")
public class Workflow {

    @EmbeddedId private WorkflowId id;
    private String name;
    private String description;

    @Enumerated(EnumType.STRING)
    private WorkflowStatus status;

    private String workflowGraph;
    private int latestNumber;
    private String createdBy;
    private String changedBy;
    private Instant createdAt;
    private Instant updatedAt;
    @Version private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Workflow() {}

    Workflow(WorkflowId id, WorkflowName name, WorkflowDraft draft, String by, Instant now) {
        this.id = id;
        this.name = name.value();
        this.description = name.description();
        this.status = WorkflowStatus.DRAFT;
        this.workflowGraph = GraphColumn.write(draft.graph());
        this.createdBy = by;
        this.changedBy = by;
        this.createdAt = now;
        this.updatedAt = now;
    }

    void rename(WorkflowName name, String by, Instant now) {
        refuseArchived();
        if (!name.value().equals(this.name) || !name.description().equals(description)) {
            this.name = name.value();
            this.description = name.description();
            touch(by, now);
        }
    }

    void draw(WorkflowDraft draft, String by, Instant now) {
        refuseArchived();
        var written = GraphColumn.write(draft.graph());
        if (!written.equals(workflowGraph)) {
            workflowGraph = written;
            touch(by, now);
        }
    }

    WorkflowVersion publish(String note, String by, Instant now) {
        refuseArchived();
        var graph = draft().graph();
        var hash = GraphReader.check(graph).hash();
        latestNumber++;
        status = WorkflowStatus.PUBLISHED;
        touch(by, now);
        return new WorkflowVersion(
                WorkflowVersionId.of(id, latestNumber), workflowGraph, hash, note, by, now);
    }

    /** Whether that changed anything. */
    boolean archive(String by, Instant now) {
        if (isArchived()) {
            return false;
        }
        status = WorkflowStatus.ARCHIVED;
        touch(by, now);
        return true;
    }

    void takeOut(String by, Instant now) {
        if (isArchived()) {
            status = latestNumber == 0 ? WorkflowStatus.DRAFT : WorkflowStatus.PUBLISHED;
            touch(by, now);
        }
    }

    private void refuseArchived() {
        if (isArchived()) {
            throw new WorkflowIsArchived(name);
        }
    }

    private void touch(String by, Instant now) {
        changedBy = by;
        updatedAt = now;
    }

    public WorkflowId id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    public WorkflowStatus status() {
        return status;
    }

    public boolean isArchived() {
        return status == WorkflowStatus.ARCHIVED;
    }

    public WorkflowDraft draft() {
        Map<String, Object> graph = GraphColumn.read(workflowGraph);
        return WorkflowDraft.of(graph);
    }

    /** Number of the newest version; 0 when none was ever published. */
    public int latestNumber() {
        return latestNumber;
    }

    /** Who made it. */
    public String createdBy() {
        return createdBy;
    }

    public String changedBy() {
        return changedBy;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public long version() {
        return version == null ? 0 : version;
    }
}
