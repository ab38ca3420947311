CREATE TABLE webhook_endpoint (
    tenant_id        BINARY(16)    NOT NULL,
    id               BINARY(16)    NOT NULL,
    url              VARCHAR(2000) NOT NULL,
    description      VARCHAR(200)  NOT NULL,
    -- event types and patterns, one a line
    patterns         TEXT          CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- [{"name":…,"value":…,"secret":…}], secret values sealed
    headers          TEXT          NOT NULL,
    secret           VARCHAR(400)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status           VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    disabled_reason  VARCHAR(40)   CHARACTER SET ascii COLLATE ascii_bin NULL,
    -- since when every attempt has failed; NULL after a success
    failing_since    DATETIME(6)   NULL,
    created_at       DATETIME(6)   NOT NULL,
    version          BIGINT        NOT NULL,
    PRIMARY KEY (tenant_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One event for one endpoint. The request body is the event's wire form, written again each time.
CREATE TABLE webhook_delivery (
    tenant_id        BINARY(16)   NOT NULL,
    id               BINARY(16)   NOT NULL,
    endpoint_id      BINARY(16)   NOT NULL,
    event_id         BINARY(16)   NOT NULL,
    event_type       VARCHAR(80)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- 1, 2, 3 … of the endpoint, so that a receiver can see a gap
    sequence         BIGINT       NOT NULL,
    status           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    attempts         INT          NOT NULL,
    created_at       DATETIME(6)  NOT NULL,
    next_attempt_at  DATETIME(6)  NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT delivery_once UNIQUE (tenant_id, endpoint_id, event_id),
    CONSTRAINT delivery_endpoint FOREIGN KEY (tenant_id, endpoint_id)
        REFERENCES webhook_endpoint (tenant_id, id) ON DELETE CASCADE,
    KEY delivery_by_endpoint (tenant_id, endpoint_id, id),
    KEY delivery_by_status (tenant_id, endpoint_id, status, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE webhook_sequence (
    tenant_id      BINARY(16) NOT NULL,
    endpoint_id    BINARY(16) NOT NULL,
    last_sequence  BIGINT     NOT NULL,
    PRIMARY KEY (tenant_id, endpoint_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Every request that was sent, and what came back. Append-only.
CREATE TABLE webhook_attempt (
    tenant_id         BINARY(16)   NOT NULL,
    id                BINARY(16)   NOT NULL,
    delivery_id       BINARY(16)   NOT NULL,
    endpoint_id       BINARY(16)   NOT NULL,
    attempted_at      DATETIME(6)  NOT NULL,
    number            INT          NOT NULL,
    request_headers   TEXT         NOT NULL,
    request_body      MEDIUMTEXT   NOT NULL,
    response_status   SMALLINT     NULL,
    response_headers  TEXT         NULL,
    response_body     MEDIUMTEXT   NULL,
    failure           VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    latency_us        BIGINT       NOT NULL,
    PRIMARY KEY (tenant_id, id, attempted_at),
    KEY attempt_by_delivery (tenant_id, delivery_id, id),
    KEY attempt_by_endpoint (tenant_id, endpoint_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
PARTITION BY RANGE COLUMNS (attempted_at) (PARTITION pmax VALUES LESS THAN (MAXVALUE));
