-- Why: one row for each selection, and one for each refusing limit and window. Append-only.
CREATE TABLE decision (
    tenant_id   BINARY(16)   NOT NULL,
    id          BINARY(16)   NOT NULL,
    decided_at  DATETIME(6)  NOT NULL,
    kind        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject     BINARY(16)   NOT NULL,
    agent_id    BINARY(16)   NULL,
    data        LONGTEXT     NOT NULL,
    PRIMARY KEY (tenant_id, id, decided_at),
    KEY decision_by_agent (tenant_id, agent_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
PARTITION BY RANGE COLUMNS (decided_at) (
    PARTITION p202611 VALUES LESS THAN ('2026-12-01'),
    PARTITION p202612 VALUES LESS THAN ('2027-01-01'),
    PARTITION pmax VALUES LESS THAN (MAXVALUE)
);
