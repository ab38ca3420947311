-- People are global: one account may work in several tenants. What it is in a tenant is the membership's.
CREATE TABLE account (
    account_id           BINARY(16)   NOT NULL,
    email                VARCHAR(254) NOT NULL,
    name                 VARCHAR(120) NOT NULL,
    password_hash        VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    language             VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    theme                VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- NULL: the current tenant's zone applies
    time_zone            VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    status               VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    password_changed_at  DATETIME(6)  NOT NULL,
    created_at           DATETIME(6)  NOT NULL,
    version              BIGINT       NOT NULL,
    PRIMARY KEY (account_id),
    CONSTRAINT account_email UNIQUE (email)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE membership (
    tenant_id            BINARY(16)   NOT NULL,
    account_id           BINARY(16)   NOT NULL,
    role                 VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at           DATETIME(6)  NOT NULL,
    last_seen_at         DATETIME(6)  NULL,
    version              BIGINT       NOT NULL,
    PRIMARY KEY (tenant_id, account_id),
    KEY membership_by_account (account_id, tenant_id),
    CONSTRAINT membership_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id),
    CONSTRAINT membership_account FOREIGN KEY (account_id) REFERENCES account (account_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The link carries a random token; only its SHA-256 is kept.
CREATE TABLE invitation (
    tenant_id            BINARY(16)   NOT NULL,
    id                   BINARY(16)   NOT NULL,
    email                VARCHAR(254) NOT NULL,
    role                 VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    token_hash           BINARY(32)   NOT NULL,
    invited_by           VARCHAR(254) NOT NULL,
    created_at           DATETIME(6)  NOT NULL,
    expires_at           DATETIME(6)  NOT NULL,
    accepted_at          DATETIME(6)  NULL,
    revoked_at           DATETIME(6)  NULL,
    version              BIGINT       NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT invitation_token UNIQUE (token_hash),
    KEY invitation_by_email (tenant_id, email),
    CONSTRAINT invitation_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
