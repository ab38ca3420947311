-- What agents planned lately, and for whom: the very same is shown again for some minutes without paying
-- for it again. The hash is of who asked for what, and of the agents as they were.
CREATE TABLE plan_by_agent (
    tenant_id    BINARY(16)  NOT NULL,
    request_hash BINARY(32)  NOT NULL,
    plan_hash    BINARY(32)  NOT NULL,
    planned_at   DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, request_hash),
    KEY plan_by_agent_by_age (tenant_id, planned_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
