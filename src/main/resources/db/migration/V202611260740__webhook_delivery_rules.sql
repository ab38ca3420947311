-- How an endpoint wants to be sent to.
ALTER TABLE webhook_endpoint
    -- deliveries a second; NULL for as many as there are
    ADD COLUMN per_second       INT          NULL,
    ADD COLUMN timeout_seconds  INT          NOT NULL DEFAULT 20,
    -- what keeps deliveries in order: endpoint, subject or data.<field>; NULL for nothing
    ADD COLUMN ordering_key     VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NULL,
    -- a preset, or the waits: 5s 5m 1h
    ADD COLUMN retry_plan       VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'standard';

ALTER TABLE webhook_delivery
    -- of those with the same key the earlier goes first
    ADD COLUMN order_key  BINARY(16)  NULL,
    -- when the rate of its endpoint lets it go
    ADD COLUMN turn_at    DATETIME(6) NULL,
    ADD KEY delivery_by_order (tenant_id, endpoint_id, order_key, status, sequence);

-- Where endpoints with a rate stand. All instances share it.
CREATE TABLE webhook_pace (
    tenant_id    BINARY(16)  NOT NULL,
    endpoint_id  BINARY(16)  NOT NULL,
    -- up to when its rate is used up
    free_at      DATETIME(6) NOT NULL,
    -- the turn of whoever comes next
    tail_at      DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, endpoint_id),
    CONSTRAINT pace_endpoint FOREIGN KEY (tenant_id, endpoint_id)
        REFERENCES webhook_endpoint (tenant_id, id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
