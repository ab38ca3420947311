package dev.baton.workflow;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;

import org.hibernate.annotations.Immutable;
import org.springframework.data.domain.Persistable;

import java.time.Instant;
import java.util.Map;

/** A published graph. It is written once and never changes. */
@Entity
@Immutable
@Table(name = "workflow_version")
public class WorkflowVersion implements Persistable<WorkflowVersionId> {

    @EmbeddedId private WorkflowVersionId id;
    private String workflowGraph;
    private String hash;
    private String note;
    private String publishedBy;

    @Column(updatable = false)
    private Instant publishedAt;

    @Transient private boolean fresh;

    @SuppressWarnings("NullAway.Init")
    protected WorkflowVersion() {}

    WorkflowVersion(
            WorkflowVersionId id, String graph, String hash, String note, String by, Instant now) {
        this.id = id;
        this.workflowGraph = graph;
        this.hash = hash;
        this.note = note;
        this.publishedBy = by;
        this.publishedAt = now;
        this.fresh = true;
    }

    public WorkflowVersionId id() {
        return id;
    }

    /** 1 for the first version of its workflow. */
    public int number() {
        return id.number();
    }

    /** Its JSON, the members in the order in which they were written. */
    public Map<String, Object> graph() {
        return GraphColumn.read(workflowGraph);
    }

    /** SHA-256 of its canonical JSON, in hex. */
    public String hash() {
        return hash;
    }

    public String note() {
        return note;
    }

    /** Who published it: an e-mail address, a key's name. */
    public String publishedBy() {
        return publishedBy;
    }

    public Instant publishedAt() {
        return publishedAt;
    }

    @Override
    public WorkflowVersionId getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }
}
