-- Until when the receiver asked to be left alone.
ALTER TABLE webhook_endpoint ADD COLUMN throttled_until DATETIME(6) NULL;

-- The last attempt, so that a list of deliveries need not look each up.
ALTER TABLE webhook_delivery
    ADD COLUMN last_attempt_at DATETIME(6) NULL,
    ADD COLUMN last_status     SMALLINT    NULL,
    ADD COLUMN last_failure    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
    ADD COLUMN last_latency_us BIGINT      NULL;
