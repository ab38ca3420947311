-- Whose operators or owners suspended an account: only they, and operators, restore it.
ALTER TABLE account
    ADD COLUMN suspended_by BINARY(16) NULL;

-- A link with which a person sets a new password; only its token's SHA-256 is kept.
CREATE TABLE password_reset (
    id                   BINARY(16)   NOT NULL,
    account_id           BINARY(16)   NOT NULL,
    token_hash           BINARY(32)   NOT NULL,
    -- the one tenant the person must still be in, because its owner made the link; NULL: an operator did
    only_tenant          BINARY(16)   NULL,
    issued_by            VARCHAR(254) NOT NULL,
    created_at           DATETIME(6)  NOT NULL,
    expires_at           DATETIME(6)  NOT NULL,
    used_at              DATETIME(6)  NULL,
    revoked_at           DATETIME(6)  NULL,
    version              BIGINT       NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT password_reset_token UNIQUE (token_hash),
    CONSTRAINT password_reset_account FOREIGN KEY (account_id) REFERENCES account (account_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
