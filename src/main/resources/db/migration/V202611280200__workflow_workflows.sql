CREATE TABLE workflow (
    tenant_id       BINARY(16)   NOT NULL,
    id              BINARY(16)   NOT NULL,
    name            VARCHAR(120) NOT NULL,
    description     VARCHAR(500) NOT NULL,
    status          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- JSON text of the draft, in the order in which it was written
    workflow_graph  MEDIUMTEXT   NOT NULL,
    latest_number   INT          NOT NULL,
    changed_by      VARCHAR(254) NOT NULL,
    created_at      DATETIME(6)  NOT NULL,
    updated_at      DATETIME(6)  NOT NULL,
    version         BIGINT       NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT workflow_name UNIQUE (tenant_id, name),
    CONSTRAINT workflow_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Written once, never changed: runs follow it for as long as they are kept.
CREATE TABLE workflow_version (
    tenant_id       BINARY(16)   NOT NULL,
    workflow_id     BINARY(16)   NOT NULL,
    number          INT          NOT NULL,
    workflow_graph  MEDIUMTEXT   NOT NULL,
    -- SHA-256 of the graph's canonical JSON, in hex
    hash            CHAR(64)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    note            VARCHAR(500) NOT NULL,
    published_by    VARCHAR(254) NOT NULL,
    published_at    DATETIME(6)  NOT NULL,
    PRIMARY KEY (tenant_id, workflow_id, number),
    CONSTRAINT workflow_version_workflow FOREIGN KEY (tenant_id, workflow_id) REFERENCES workflow (tenant_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
