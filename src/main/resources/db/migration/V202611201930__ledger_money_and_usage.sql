-- One row for each billable call; a message that is tried again has a row for each try. Append-only.
CREATE TABLE usage_record (
    tenant_id          BINARY(16)   NOT NULL,
    id                 BINARY(16)   NOT NULL,
    message_id         BINARY(16)   NOT NULL,
    ended_at           DATETIME(6)  NOT NULL,
    agent_id           BINARY(16)   NOT NULL,
    agent_name         VARCHAR(80)  NOT NULL,
    key_id             BINARY(16)   NULL,
    account_id         BINARY(16)   NULL,
    prompt_version_id  BINARY(16)   NULL,
    model              VARCHAR(120) NOT NULL,
    tokens_in          BIGINT       NOT NULL,
    tokens_cached      BIGINT       NOT NULL,
    tokens_out         BIGINT       NOT NULL,
    tokens_estimated   BOOLEAN      NOT NULL,
    cost_nanos         BIGINT       NOT NULL,
    latency_us         BIGINT       NOT NULL,
    first_byte_us      BIGINT       NULL,
    status             VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    error_code         VARCHAR(60)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    entrance           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    repeated           BOOLEAN      NOT NULL,
    decision_id        BINARY(16)   NULL,
    trace_id           CHAR(32)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (tenant_id, id, ended_at),
    KEY usage_by_agent (tenant_id, agent_id, id),
    KEY usage_by_key (tenant_id, key_id, id),
    KEY usage_by_status (tenant_id, status, id),
    KEY usage_by_trace (tenant_id, trace_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
PARTITION BY RANGE COLUMNS (ended_at) (
    PARTITION p202611 VALUES LESS THAN ('2026-12-01'),
    PARTITION p202612 VALUES LESS THAN ('2027-01-01'),
    PARTITION pmax VALUES LESS THAN (MAXVALUE)
);

-- Sums by quarter of an hour: statistics read these, so their time does not grow with the calls.
-- Each instance writes rows of its own; latency_bucket makes percentiles addable.
CREATE TABLE usage_rollup (
    tenant_id       BINARY(16)   NOT NULL,
    slot_start      DATETIME     NOT NULL,
    instance_id     BINARY(16)   NOT NULL,
    agent_id        BINARY(16)   NOT NULL,
    key_id          BINARY(16)   NOT NULL,
    model           VARCHAR(120) NOT NULL,
    status          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    latency_bucket  SMALLINT     NOT NULL,
    calls           BIGINT       NOT NULL,
    tokens_in       BIGINT       NOT NULL,
    tokens_out      BIGINT       NOT NULL,
    cost_nanos      BIGINT       NOT NULL,
    latency_us      BIGINT       NOT NULL,
    PRIMARY KEY (tenant_id, slot_start, instance_id, agent_id, key_id, model, status, latency_bucket)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE budget (
    tenant_id            BINARY(16) NOT NULL,
    -- NULL: no limit
    monthly_limit_nanos  BIGINT     NULL,
    version              BIGINT     NOT NULL,
    PRIMARY KEY (tenant_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A month's money. committed = spent by closed leases + granted to open ones.
CREATE TABLE budget_period (
    tenant_id         BINARY(16) NOT NULL,
    period            CHAR(7)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    committed_nanos   BIGINT     NOT NULL,
    spent_nanos       BIGINT     NOT NULL,
    notified_percent  SMALLINT   NOT NULL,
    PRIMARY KEY (tenant_id, period)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What an instance may spend of a month without asking again. Only that instance writes its row.
CREATE TABLE budget_lease (
    tenant_id      BINARY(16) NOT NULL,
    period         CHAR(7)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    instance_id    BINARY(16) NOT NULL,
    granted_nanos  BIGINT     NOT NULL,
    settled_nanos  BIGINT     NOT NULL,
    PRIMARY KEY (tenant_id, period, instance_id),
    KEY lease_by_instance (instance_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Every movement of money. RESERVE: granted to an instance. SETTLE: a call's cost. RELEASE: returned.
CREATE TABLE ledger_entry (
    tenant_id     BINARY(16)  NOT NULL,
    id            BINARY(16)  NOT NULL,
    recorded_at   DATETIME(6) NOT NULL,
    period        CHAR(7)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind          VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount_nanos  BIGINT      NOT NULL,
    instance_id   BINARY(16)  NOT NULL,
    call_id       BINARY(16)  NULL,
    PRIMARY KEY (tenant_id, id, recorded_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
PARTITION BY RANGE COLUMNS (recorded_at) (
    PARTITION p202611 VALUES LESS THAN ('2026-12-01'),
    PARTITION p202612 VALUES LESS THAN ('2027-01-01'),
    PARTITION pmax VALUES LESS THAN (MAXVALUE)
);

-- Calls in flight, so that an instance's death leaves none unpaid. A row goes with the call's end.
CREATE TABLE opened_call (
    tenant_id          BINARY(16)   NOT NULL,
    id                 BINARY(16)   NOT NULL,
    message_id         BINARY(16)   NOT NULL,
    instance_id        BINARY(16)   NOT NULL,
    opened_at          DATETIME(6)  NOT NULL,
    period             CHAR(7)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    worst_nanos        BIGINT       NOT NULL,
    agent_id           BINARY(16)   NOT NULL,
    agent_name         VARCHAR(80)  NOT NULL,
    key_id             BINARY(16)   NULL,
    account_id         BINARY(16)   NULL,
    prompt_version_id  BINARY(16)   NULL,
    model              VARCHAR(120) NOT NULL,
    entrance           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    trace_id           CHAR(32)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (tenant_id, id),
    KEY opened_by_instance (instance_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
