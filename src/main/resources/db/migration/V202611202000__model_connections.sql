CREATE TABLE connection (
    tenant_id              BINARY(16)    NOT NULL,
    id                     BINARY(16)    NOT NULL,
    provider               VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name                   VARCHAR(80)   NOT NULL,
    -- empty for the built-in model
    base_url               VARCHAR(500)  NOT NULL,
    -- sealed for this row and the host of base_url; NULL: the provider wants none
    api_key                TEXT          CHARACTER SET ascii COLLATE ascii_bin NULL,
    -- the last characters, so that people recognise it
    api_key_hint           VARCHAR(8)    NULL,
    -- JSON object of static headers, sealed like the key
    headers                TEXT          CHARACTER SET ascii COLLATE ascii_bin NULL,
    connect_timeout_ms     INT           NOT NULL,
    first_byte_timeout_ms  INT           NOT NULL,
    idle_timeout_ms        INT           NOT NULL,
    total_timeout_ms       INT           NOT NULL,
    enabled                BOOLEAN       NOT NULL,
    -- the platform's only: every tenant created from now on may use it
    for_new_tenants        BOOLEAN       NOT NULL,
    tested_at              DATETIME(6)   NULL,
    test_passed            BOOLEAN       NULL,
    test_latency_ms        INT           NULL,
    test_finding           VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at             DATETIME(6)   NOT NULL,
    version                BIGINT        NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT connection_name UNIQUE (tenant_id, name),
    CONSTRAINT connection_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What a tenant may use, its own connections included.
CREATE TABLE connection_grant (
    tenant_id        BINARY(16)  NOT NULL,
    connection_id    BINARY(16)  NOT NULL,
    owner_tenant_id  BINARY(16)  NOT NULL,
    granted_at       DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, connection_id),
    KEY connection_grant_by_connection (owner_tenant_id, connection_id),
    CONSTRAINT connection_grant_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id),
    CONSTRAINT connection_grant_connection FOREIGN KEY (owner_tenant_id, connection_id)
        REFERENCES connection (tenant_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The built-in model, for everybody who is there already.
INSERT INTO connection (tenant_id, id, provider, name, base_url, connect_timeout_ms, first_byte_timeout_ms,
                        idle_timeout_ms, total_timeout_ms, enabled, for_new_tenants, created_at, version)
VALUES (UNHEX('00000000000070008000000000000001'), UNHEX('00000000000070008000000000000011'), 'DEMO', 'demo', '',
        5000, 60000, 60000, 600000, TRUE, TRUE, UTC_TIMESTAMP(6), 0);

INSERT INTO connection_grant (tenant_id, connection_id, owner_tenant_id, granted_at)
SELECT tenant_id, UNHEX('00000000000070008000000000000011'), UNHEX('00000000000070008000000000000001'),
       UTC_TIMESTAMP(6)
FROM tenant;
