package dev.baton.prompt;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;

import org.hibernate.annotations.Immutable;
import org.springframework.data.domain.Persistable;

import java.time.Instant;
import java.util.UUID;

/** One version of a prompt template. It is written once and never changes. */
@Entity
@Immutable
@Table(name = "prompt_version")
public class PromptVersion implements Persistable<PromptVersionId> {

    @EmbeddedId private PromptVersionId id;
    private UUID promptId;
    private int number;

    @Enumerated(EnumType.STRING)
    private PromptType type;

    @Convert(converter = PromptColumns.Messages.class)
    private PromptColumns.MessageList messages;

    @Convert(converter = PromptColumns.Variables.class)
    private PromptColumns.VariableList variables;

    private String note;
    private String createdBy;

    @Column(updatable = false)
    private Instant createdAt;

    @Transient private boolean fresh;

    @SuppressWarnings("NullAway.Init")
    protected PromptVersion() {}

    PromptVersion(
            PromptVersionId id,
            PromptId prompt,
            int number,
            PromptDraft draft,
            String by,
            Instant now) {
        this.id = id;
        this.promptId = prompt.value();
        this.number = number;
        this.type = draft.content().type();
        this.messages = new PromptColumns.MessageList(draft.content().messages());
        this.variables = new PromptColumns.VariableList(draft.content().variables());
        this.note = draft.note();
        this.createdBy = by;
        this.createdAt = now;
        this.fresh = true;
    }

    public PromptVersionId id() {
        return id;
    }

    public PromptId prompt() {
        return new PromptId(id.tenant(), promptId);
    }

    /** 1 for the first version of its prompt. */
    public int number() {
        return number;
    }

    public PromptContent content() {
        return new PromptContent(type, messages.list(), variables.list());
    }

    public String note() {
        return note;
    }

    /** Who saved it: an e-mail address, a key's name. */
    public String createdBy() {
        return createdBy;
    }

    public Instant createdAt() {
        return createdAt;
    }

    @Override
    public PromptVersionId getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }
}
