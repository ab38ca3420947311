-- A wish to send again what was given up in a time. There may be very much of it, so a worker grants
-- it some at a time.
CREATE TABLE webhook_resending (
    tenant_id    BINARY(16)  NOT NULL,
    endpoint_id  BINARY(16)  NOT NULL,
    id           BINARY(16)  NOT NULL,
    from_at      DATETIME(6) NOT NULL,
    to_at        DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, endpoint_id, id),
    CONSTRAINT resending_endpoint FOREIGN KEY (tenant_id, endpoint_id)
        REFERENCES webhook_endpoint (tenant_id, id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
