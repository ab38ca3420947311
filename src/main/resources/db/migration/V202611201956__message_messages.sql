-- One question and its answer.
CREATE TABLE message (
    tenant_id     BINARY(16)   NOT NULL,
    id            BINARY(16)   NOT NULL,
    created_at    DATETIME(6)  NOT NULL,
    ended_at      DATETIME(6)  NULL,
    status        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    asynchronous  BOOLEAN      NOT NULL,
    entrance      VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    agent_id      BINARY(16)   NULL,
    agent_name    VARCHAR(80)  NULL,
    key_id        BINARY(16)   NULL,
    account_id    BINARY(16)   NULL,
    attempts      INT          NOT NULL,
    -- the request as it came: {"agent":…,"variables":…,"body":…}
    request       LONGTEXT     NOT NULL,
    -- a chat.completion object, or the problem of a failure
    answer        LONGTEXT     NULL,
    tokens_in     BIGINT       NULL,
    tokens_out    BIGINT       NULL,
    cost_nanos    BIGINT       NULL,
    latency_us    BIGINT       NULL,
    decision_id   BINARY(16)   NULL,
    trace_id      CHAR(32)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (tenant_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- First answers under an Idempotency-Key, kept for a day.
CREATE TABLE idempotency_key (
    tenant_id        BINARY(16)   NOT NULL,
    -- SHA-256 of route and key
    key_hash         BINARY(32)   NOT NULL,
    body_hash        BINARY(32)   NOT NULL,
    message_id       BINARY(16)   NOT NULL,
    instance_id      BINARY(16)   NOT NULL,
    attempts         INT          NOT NULL,
    created_at       DATETIME(6)  NOT NULL,
    -- NULL while the first call is in flight
    response_status  SMALLINT     NULL,
    response_type    VARCHAR(80)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    response_body    LONGBLOB     NULL,
    PRIMARY KEY (tenant_id, key_hash),
    KEY idempotency_by_age (created_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
