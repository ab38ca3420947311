-- What a person chose to see of a list, by a name of theirs. Visitors from the platform have some too,
-- so the person is an account and not a member.
CREATE TABLE saved_view (
    tenant_id   BINARY(16)    NOT NULL,
    id          BINARY(16)    NOT NULL,
    account_id  BINARY(16)    NOT NULL,
    page        VARCHAR(40)   NOT NULL,
    name        VARCHAR(60)   NOT NULL,
    criteria    VARCHAR(2000) NOT NULL,
    shared      BOOLEAN       NOT NULL,
    created_at  DATETIME(6)   NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE KEY saved_view_name (tenant_id, account_id, page, name),
    KEY saved_view_page (tenant_id, page),
    CONSTRAINT saved_view_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id),
    CONSTRAINT saved_view_account FOREIGN KEY (account_id) REFERENCES account (account_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
