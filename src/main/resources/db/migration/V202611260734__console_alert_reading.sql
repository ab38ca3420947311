-- Up to when somebody has read a tenant's alerts; what came later is unread.
CREATE TABLE alert_reading (
    tenant_id  BINARY(16)  NOT NULL,
    account_id BINARY(16)  NOT NULL,
    read_until DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, account_id),
    CONSTRAINT alert_reading_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id),
    CONSTRAINT alert_reading_account FOREIGN KEY (account_id) REFERENCES account (account_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
