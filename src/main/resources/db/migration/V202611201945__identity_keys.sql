-- Keys of the installation, not of a tenant: they prove that a token is ours, not what it may do.
CREATE TABLE signing_key (
    id               BINARY(16)   NOT NULL,
    public_key       BINARY(32)   NOT NULL,
    -- sealed by the vault
    private_key      VARCHAR(400) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- 1 for the one that signs, NULL for the others: so the unique key allows one only
    active           TINYINT      NULL,
    created_by_name  VARCHAR(254) NOT NULL,
    created_at       DATETIME(6)  NOT NULL,
    retired_at       DATETIME(6)  NULL,
    PRIMARY KEY (id),
    CONSTRAINT signing_key_one_active UNIQUE (active)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE api_key (
    tenant_id            BINARY(16)   NOT NULL,
    -- also the token's jti
    id                   BINARY(16)   NOT NULL,
    name                 VARCHAR(80)  NOT NULL,
    signing_key          BINARY(16)   NOT NULL,
    -- SHA-256 of the token; the token itself is nowhere
    token_hash           BINARY(32)   NOT NULL,
    prefix               VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    last4                CHAR(4)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    scopes               VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- NULL: the tenant's limit applies
    requests_per_minute  INT          NULL,
    -- NULL: Baton itself; the name is as it was then
    created_by           BINARY(16)   NULL,
    created_by_name      VARCHAR(254) NOT NULL,
    created_at           DATETIME(6)  NOT NULL,
    expires_at           DATETIME(6)  NOT NULL,
    revoked_at           DATETIME(6)  NULL,
    revoked_by_name      VARCHAR(254) NULL,
    last_used_at         DATETIME(6)  NULL,
    last_used_ip         VARCHAR(45)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    version              BIGINT       NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT api_key_token UNIQUE (token_hash),
    KEY api_key_by_signing_key (signing_key, expires_at),
    CONSTRAINT api_key_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id),
    CONSTRAINT api_key_signing_key FOREIGN KEY (signing_key) REFERENCES signing_key (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
