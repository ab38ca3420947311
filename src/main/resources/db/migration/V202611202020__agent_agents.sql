CREATE TABLE agent (
    tenant_id             BINARY(16)   NOT NULL,
    id                    BINARY(16)   NOT NULL,
    name                  VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    description           VARCHAR(500) NOT NULL,
    -- the agent's own version, for people; the row's is below
    release_name          VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind                  VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- JSON of the kind; secrets in it are sealed
    configuration         MEDIUMTEXT   NOT NULL,
    -- what the configuration refers to, so that the database guards it
    prompt_id             BINARY(16)   NULL,
    connection_id         BINARY(16)   NULL,
    max_concurrent_tasks  INT          NOT NULL,
    -- requests a minute for each tenant that uses it
    rate_limit            INT          NOT NULL,
    timeout_seconds       INT          NOT NULL,
    retries               INT          NOT NULL,
    -- nano-units of the owner's currency
    cost_per_request      BIGINT       NOT NULL,
    enabled               BOOLEAN      NOT NULL,
    created_at            DATETIME(6)  NOT NULL,
    changed_at            DATETIME(6)  NOT NULL,
    version               BIGINT       NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT agent_name UNIQUE (tenant_id, name),
    KEY agent_by_prompt (tenant_id, prompt_id),
    KEY agent_by_connection (tenant_id, connection_id),
    KEY agent_by_kind (kind, enabled),
    CONSTRAINT agent_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id),
    CONSTRAINT agent_prompt FOREIGN KEY (tenant_id, prompt_id) REFERENCES prompt (tenant_id, id),
    CONSTRAINT agent_connection FOREIGN KEY (tenant_id, connection_id)
        REFERENCES connection_grant (tenant_id, connection_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE agent_capability (
    tenant_id   BINARY(16)  NOT NULL,
    agent_id    BINARY(16)  NOT NULL,
    capability  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, capability),
    KEY agent_capability_by_name (tenant_id, capability, agent_id),
    CONSTRAINT agent_capability_agent FOREIGN KEY (tenant_id, agent_id) REFERENCES agent (tenant_id, id)
        ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What a tenant may use, its own agents included.
CREATE TABLE agent_grant (
    tenant_id        BINARY(16)   NOT NULL,
    agent_id         BINARY(16)   NOT NULL,
    owner_tenant_id  BINARY(16)   NOT NULL,
    granted_by       VARCHAR(254) NOT NULL,
    granted_at       DATETIME(6)  NOT NULL,
    PRIMARY KEY (tenant_id, agent_id),
    KEY agent_grant_by_agent (owner_tenant_id, agent_id),
    CONSTRAINT agent_grant_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id),
    CONSTRAINT agent_grant_agent FOREIGN KEY (owner_tenant_id, agent_id) REFERENCES agent (tenant_id, id)
        ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
