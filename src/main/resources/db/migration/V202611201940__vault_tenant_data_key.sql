-- No foreign key to tenant: the row commits on its own, while the tenant's may still be uncommitted.
CREATE TABLE tenant_data_key (
    tenant_id    BINARY(16)   NOT NULL,
    version      INT          NOT NULL,
    -- id of the master key that wraps it; the master key itself is never in the database
    master_key   CHAR(16)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    wrapped_key  VARBINARY(60) NOT NULL,
    created_at   DATETIME(6)  NOT NULL,
    PRIMARY KEY (tenant_id, version),
    KEY tenant_data_key_by_master (master_key)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
