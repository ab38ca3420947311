-- What begins runs of published workflows: a time, an event, a request from outside, another run's end.
CREATE TABLE workflow_trigger (
    tenant_id        BINARY(16)    NOT NULL,
    id               BINARY(16)    NOT NULL,
    version          BIGINT        NOT NULL,
    name             VARCHAR(100)  NOT NULL,
    workflow_id      BINARY(16)    NOT NULL,
    -- NULL for whichever is the newest when it begins
    workflow_version INT           NULL,
    kind             VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- JSON of what is special about the kind
    settings         TEXT          NOT NULL,
    title            VARCHAR(200)  NULL,
    -- JSON object that each run gets
    input            MEDIUMTEXT    NOT NULL,
    -- in whose name runs begin: whoever changed it last
    actor_kind       VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor_id         BINARY(16)    NOT NULL,
    actor_name       VARCHAR(254)  NOT NULL,
    status           VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- why it is not active
    reason           VARCHAR(500)  NULL,
    -- of an active schedule
    next_at          DATETIME(6)   NULL,
    -- SHA-256 of the token in the address of a webhook
    token_hash       BINARY(32)    NULL,
    -- of a webhook that checks signatures, sealed
    secret           VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at       DATETIME(6)   NOT NULL,
    updated_at       DATETIME(6)   NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE KEY workflow_trigger_by_token (token_hash),
    KEY workflow_trigger_by_status (tenant_id, status, kind, id),
    CONSTRAINT workflow_trigger_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id),
    CONSTRAINT workflow_trigger_workflow FOREIGN KEY (tenant_id, workflow_id)
        REFERENCES workflow (tenant_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Each time that a trigger had reason to begin a run; the run has the same id. A trigger may have
-- very many, so they outlive it: deleting it takes away its own row only.
CREATE TABLE trigger_firing (
    tenant_id   BINARY(16)    NOT NULL,
    id          BINARY(16)    NOT NULL,
    trigger_id  BINARY(16)    NOT NULL,
    -- what made it fire; once each
    firing_key  VARCHAR(100)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    due_at      DATETIME(6)   NOT NULL,
    -- what becomes of it while a run that began before goes on
    overlap     VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status      VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- why no run began
    reason      VARCHAR(100)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    detail      VARCHAR(500)  NULL,
    -- JSON of what made it fire, until it is decided
    cause       MEDIUMTEXT    NULL,
    -- of its run alone
    trace_id    CHAR(32)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- how many firings led to this one
    depth       TINYINT       NOT NULL,
    ended_at    DATETIME(6)   NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE KEY trigger_firing_once (tenant_id, trigger_id, firing_key),
    KEY trigger_firing_newest (tenant_id, trigger_id, id),
    KEY trigger_firing_by_status (tenant_id, trigger_id, status, id),
    KEY trigger_firing_by_trace (tenant_id, trace_id),
    CONSTRAINT trigger_firing_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
