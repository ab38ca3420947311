-- What approvals of the same step have in common, what one may cost, and which one stands for another
-- whose arguments were changed.
ALTER TABLE approval
    -- SHA-256 of what the same step and tool are in every run; NULL where nobody has said
    ADD COLUMN subject CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL AFTER origin_link,
    ADD COLUMN cost_nanos BIGINT NULL AFTER action_hash,
    -- e-mail address of whoever changed the arguments to these
    ADD COLUMN changer_name VARCHAR(254) NULL AFTER cost_nanos,
    -- the approval whose arguments were changed, and the one that stands for it since
    ADD COLUMN replaces BINARY(16) NULL AFTER ended_at,
    ADD COLUMN replaced_by BINARY(16) NULL AFTER replaces,
    -- account of who changed the arguments of the one before
    ADD COLUMN changed_by BINARY(16) NULL AFTER replaced_by,
    ADD KEY approval_by_subject (tenant_id, subject, status, ended_at, id);

-- What is open stands under a name of its own for those who read all of it in the order in which it is due.
INSERT INTO approval_approver (tenant_id, approver, due_at, approval_id)
SELECT tenant_id, 'any', COALESCE(due_at, '9999-12-31 00:00:00'), id FROM approval WHERE status = 'OPEN';

-- In whose place somebody decided.
ALTER TABLE approval_decision
    ADD COLUMN for_account BINARY(16) NULL AFTER key_id,
    ADD COLUMN for_name VARCHAR(254) NULL AFTER for_account;

-- What those who decide asked back, and what they were told. Goes with its approval.
CREATE TABLE approval_question (
    tenant_id         BINARY(16)     NOT NULL,
    id                BINARY(16)     NOT NULL,
    approval_id       BINARY(16)     NOT NULL,
    asked_at          DATETIME(6)    NOT NULL,
    asker_account     BINARY(16)     NOT NULL,
    asker_name        VARCHAR(254)   NOT NULL,
    -- encrypted where the tenant wants its texts so
    question          TEXT           NOT NULL,
    answered_at       DATETIME(6)    NULL,
    answerer_account  BINARY(16)     NULL,
    answerer_name     VARCHAR(254)   NULL,
    answer            TEXT           NULL,
    PRIMARY KEY (tenant_id, id),
    KEY approval_question_by_approval (tenant_id, approval_id, id),
    CONSTRAINT approval_question_approval FOREIGN KEY (tenant_id, approval_id)
        REFERENCES approval (tenant_id, id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who decides in whose place, and when. Kept for a while after its end.
CREATE TABLE approval_handover (
    tenant_id         BINARY(16)    NOT NULL,
    id                BINARY(16)    NOT NULL,
    created_at        DATETIME(6)   NOT NULL,
    account_id        BINARY(16)    NOT NULL,
    account_name      VARCHAR(254)  NOT NULL,
    delegate_id       BINARY(16)    NOT NULL,
    delegate_name     VARCHAR(254)  NOT NULL,
    -- from the beginning of a day to the end of one, as the tenant's clock has them
    starts_at         DATETIME(6)   NOT NULL,
    ends_at           DATETIME(6)   NOT NULL,
    PRIMARY KEY (tenant_id, id),
    KEY approval_handover_by_account (tenant_id, account_id, ends_at, id),
    KEY approval_handover_by_delegate (tenant_id, delegate_id, ends_at, id),
    KEY approval_handover_by_end (tenant_id, ends_at, id),
    CONSTRAINT approval_handover_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
