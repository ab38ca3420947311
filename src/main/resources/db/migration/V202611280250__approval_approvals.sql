-- What waits for people before it may be done, and what became of it.
CREATE TABLE approval (
    tenant_id          BINARY(16)    NOT NULL,
    id                 BINARY(16)    NOT NULL,
    created_at         DATETIME(6)   NOT NULL,
    -- OPEN, APPROVED, REJECTED, EXPIRED or WITHDRAWN
    status             VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- what asks: its kind, its id, the place within it, and how people read and find it
    origin_kind        VARCHAR(20)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    origin_id          BINARY(16)    NOT NULL,
    origin_path        VARCHAR(500)  NOT NULL,
    origin_text        VARCHAR(500)  NOT NULL,
    origin_link        VARCHAR(500)  NULL,
    -- sealed, as the arguments, where the tenant wants its texts so
    title              TEXT          NOT NULL,
    -- the exact arguments, JSON; the hash is of them and of what will be called with them
    arguments          MEDIUMTEXT    NOT NULL,
    definition_hash    VARCHAR(200)  NOT NULL,
    action_hash        CHAR(64)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- who may decide: roles and e-mail addresses, one a line
    roles              VARCHAR(400)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    people             TEXT          NOT NULL,
    needed             TINYINT       NOT NULL,
    approvals          TINYINT       NOT NULL,
    not_requester      BOOLEAN       NOT NULL,
    requester_kind     VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    requester_id       BINARY(16)    NULL,
    requester_name     VARCHAR(254)  NOT NULL,
    -- the person behind it: the account itself, or who made the key
    requester_account  BINARY(16)    NULL,
    -- of what asks; in the events of it
    trace_id           CHAR(32)      CHARACTER SET ascii COLLATE ascii_bin NULL,
    deadline_ms        BIGINT        NULL,
    escalation_role    VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NULL,
    escalated_at       DATETIME(6)   NULL,
    -- when the time is over; kept after the end, for whoever reads it
    expires_at         DATETIME(6)   NULL,
    -- the same while it is open, NULL otherwise
    due_at             DATETIME(6)   NULL,
    ended_at           DATETIME(6)   NULL,
    PRIMARY KEY (tenant_id, id),
    KEY approval_by_status (tenant_id, status, id),
    KEY approval_by_origin (tenant_id, origin_id),
    KEY approval_due (due_at, id),
    CONSTRAINT approval_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who may decide what is open, to find one's own in the order in which they are due.
CREATE TABLE approval_approver (
    tenant_id    BINARY(16)    NOT NULL,
    -- role:<name> or person:<e-mail address>
    approver     VARCHAR(270)  NOT NULL,
    -- the end of time for what has no deadline
    due_at       DATETIME(6)   NOT NULL,
    approval_id  BINARY(16)    NOT NULL,
    PRIMARY KEY (tenant_id, approver, due_at, approval_id),
    KEY approver_by_approval (tenant_id, approval_id),
    CONSTRAINT approver_approval FOREIGN KEY (tenant_id, approval_id)
        REFERENCES approval (tenant_id, id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What each person decided, once. Append-only; goes with its approval.
CREATE TABLE approval_decision (
    tenant_id     BINARY(16)     NOT NULL,
    id            BINARY(16)     NOT NULL,
    approval_id   BINARY(16)     NOT NULL,
    decided_at    DATETIME(6)    NOT NULL,
    account_id    BINARY(16)     NOT NULL,
    account_name  VARCHAR(254)   NOT NULL,
    -- the person's key, where a program decided for them
    key_id        BINARY(16)     NULL,
    verdict       VARCHAR(16)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    action_hash   CHAR(64)       CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    comment       VARCHAR(2000)  NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT approval_decision_once UNIQUE (tenant_id, approval_id, account_id),
    CONSTRAINT approval_decision_approval FOREIGN KEY (tenant_id, approval_id)
        REFERENCES approval (tenant_id, id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
