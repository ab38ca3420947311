-- Graphs that runs execute, once each: two of the same JSON have the same hash (SHA-256 of their
-- canonical form), whatever they came from.
CREATE TABLE run_graph (
    tenant_id BINARY(16) NOT NULL,
    hash      BINARY(32) NOT NULL,
    body      MEDIUMTEXT NOT NULL,
    used_on   DATE       NOT NULL,
    PRIMARY KEY (tenant_id, hash),
    KEY run_graph_by_use (tenant_id, used_on)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What lists show of a run. The truth about it is its journal.
CREATE TABLE run (
    tenant_id    BINARY(16)    NOT NULL,
    id           BINARY(16)    NOT NULL,
    status       VARCHAR(20)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    title        VARCHAR(200)  NULL,
    graph_hash   BINARY(32)    NOT NULL,
    workflow_id  BINARY(16)    NULL,
    workflow_version INT       NULL,
    parent_id    BINARY(16)    NULL,
    parent_step  VARCHAR(400)  NULL,
    parent_attempt INT         NULL,
    depth        TINYINT       NOT NULL,
    forked_from  BINARY(16)    NULL,
    forked_version INT         NULL,
    priority     TINYINT       NOT NULL,
    cost_cap_nanos BIGINT      NULL,
    key_id       BINARY(16)    NULL,
    account_id   BINARY(16)    NULL,
    started_by   VARCHAR(200)  NOT NULL,
    trace_id     CHAR(32)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    correlation  VARCHAR(200)  NULL,
    created_at   DATETIME(6)   NOT NULL,
    started_at   DATETIME(6)   NULL,
    ended_at     DATETIME(6)   NULL,
    version      INT           NOT NULL,
    current_step VARCHAR(400)  NULL,
    progress     DOUBLE        NOT NULL,
    due_at       DATETIME(6)   NULL,
    attempts     INT           NOT NULL,
    cost_nanos   BIGINT        NOT NULL,
    tokens_in    BIGINT        NOT NULL,
    tokens_out   BIGINT        NOT NULL,
    error_code   VARCHAR(100)  NULL,
    error        TEXT          NULL,
    error_step   VARCHAR(400)  NULL,
    PRIMARY KEY (tenant_id, id),
    KEY run_by_status (tenant_id, status, id),
    KEY run_by_workflow (tenant_id, workflow_id, id),
    KEY run_by_parent (tenant_id, parent_id, id),
    KEY run_by_graph (tenant_id, graph_hash, id),
    KEY run_by_trace (tenant_id, trace_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row a commit. Only whoever executes the run appends, and a version is there once: whoever
-- was taken for dead and goes on all the same fails at the version that the other has taken.
-- Version 0 is what the run was asked for with.
CREATE TABLE run_journal (
    tenant_id BINARY(16) NOT NULL,
    run_id    BINARY(16) NOT NULL,
    version   INT        NOT NULL,
    commit_id BINARY(16) NOT NULL,
    body      LONGTEXT   NOT NULL,
    PRIMARY KEY (tenant_id, run_id, version)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What people and programs want of a run that is under way, until whoever executes it has taken it in.
CREATE TABLE run_command (
    tenant_id  BINARY(16)   NOT NULL,
    run_id     BINARY(16)   NOT NULL,
    id         BINARY(16)   NOT NULL,
    body       MEDIUMTEXT   NOT NULL,
    created_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (tenant_id, run_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Under which idempotency key a run was begun.
CREATE TABLE run_key (
    tenant_id  BINARY(16)  NOT NULL,
    key_hash   BINARY(32)  NOT NULL,
    body_hash  BINARY(32)  NOT NULL,
    run_id     BINARY(16)  NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, key_hash),
    KEY run_key_by_age (tenant_id, created_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
