package dev.baton.prompt;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.AbstractAggregateRoot;

import java.time.Instant;

/**
 * A prompt template: a name that is unique in its tenant, and versions that never change. Saving
 * other contents makes the next version; the type stays what it was.
 */
@Entity
@Table(name = "prompt")
public class Prompt extends AbstractAggregateRoot<Prompt> {

    @EmbeddedId private PromptId id;
    private String name;
    private String description;

    @Enumerated(EnumType.STRING)
    private PromptType type;

    private int latestNumber;
    private String changedBy;
    private Instant changedAt;
    private Instant createdAt;
    private @Nullable Instant archivedAt;
    @Version private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Prompt() {}

    Prompt(PromptId id, PromptName name, PromptType type, String by, Instant now) {
        this.id = id;
        this.name = name.value();
        this.description = name.description();
        this.type = type;
        this.changedBy = by;
        this.changedAt = now;
        this.createdAt = now;
    }

    void rename(PromptName name, String by, Instant now) {
        if (!name.value().equals(this.name) || !name.description().equals(description)) {
            this.name = name.value();
            this.description = name.description();
            touch(by, now);
        }
    }

    PromptVersion revise(PromptVersionId next, PromptDraft draft, String by, Instant now) {
        if (draft.content().type() != type) {
            throw new PromptTypeStays(type);
        }
        PromptTemplate.of(draft.content());
        latestNumber++;
        touch(by, now);
        registerEvent(new PromptRevised(id));
        return new PromptVersion(next, id, latestNumber, draft, by, now);
    }

    void archive(Instant now) {
        if (archivedAt == null) {
            archivedAt = now;
        }
    }

    void restore() {
        archivedAt = null;
    }

    private void touch(String by, Instant now) {
        changedBy = by;
        changedAt = now;
    }

    public PromptId id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    public PromptType type() {
        return type;
    }

    /** Number of the newest version, from 1. */
    public int latestNumber() {
        return latestNumber;
    }

    public String changedBy() {
        return changedBy;
    }

    public Instant changedAt() {
        return changedAt;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Whether it is put aside: nothing new may choose it. */
    public boolean isArchived() {
        return archivedAt != null;
    }

    public long version() {
        return version == null ? 0 : version;
    }
}
