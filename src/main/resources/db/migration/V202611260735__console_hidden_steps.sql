-- Who does not want to see a tenant's first steps any more.
CREATE TABLE hidden_steps (
    tenant_id  BINARY(16)  NOT NULL,
    account_id BINARY(16)  NOT NULL,
    hidden_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, account_id),
    CONSTRAINT hidden_steps_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id),
    CONSTRAINT hidden_steps_account FOREIGN KEY (account_id) REFERENCES account (account_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
