-- What programs of a tenant share: one JSON value under a name, with a version.
CREATE TABLE state_record (
    tenant_id   BINARY(16)   NOT NULL,
    namespace   VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state_key   VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- another one when the key is used again after it was deleted or has expired
    id          BINARY(16)   NOT NULL,
    -- JSON text, as it was written
    value       MEDIUMTEXT   NOT NULL,
    version     BIGINT       NOT NULL,
    created_at  DATETIME(6)  NOT NULL,
    changed_at  DATETIME(6)  NOT NULL,
    changed_by  VARCHAR(254) NOT NULL,
    expires_at  DATETIME(6)  NULL,
    PRIMARY KEY (tenant_id, namespace, state_key),
    KEY state_record_by_expiry (tenant_id, expires_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who holds what; released locks have no row.
CREATE TABLE state_lock (
    tenant_id   BINARY(16)   NOT NULL,
    name        VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    owner       VARCHAR(200) NOT NULL,
    fence       BIGINT       NOT NULL,
    taken_at    DATETIME(6)  NOT NULL,
    expires_at  DATETIME(6)  NOT NULL,
    PRIMARY KEY (tenant_id, name),
    CONSTRAINT state_lock_fence UNIQUE (tenant_id, fence),
    KEY state_lock_by_expiry (tenant_id, expires_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The last fence that a tenant's locks were given. It outlives them, so that it only grows.
CREATE TABLE state_fence (
    tenant_id   BINARY(16)   NOT NULL,
    last_fence  BIGINT       NOT NULL,
    PRIMARY KEY (tenant_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
