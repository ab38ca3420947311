CREATE TABLE tenant (
    tenant_id            BINARY(16)   NOT NULL,
    name                 VARCHAR(120) NOT NULL,
    slug                 VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    language             VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    time_zone            VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    currency             CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status               VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- NULL: the instance's default applies
    requests_per_minute  INT          NULL,
    concurrent_requests  INT          NULL,
    created_at           DATETIME(6)  NOT NULL,
    version              BIGINT       NOT NULL,
    PRIMARY KEY (tenant_id),
    CONSTRAINT tenant_slug UNIQUE (slug),
    KEY tenant_by_name (name, tenant_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO tenant (tenant_id, name, slug, language, time_zone, currency, status, created_at, version)
VALUES (UNHEX('00000000000070008000000000000001'), 'Platform', 'platform', 'en', 'UTC', 'USD', 'ACTIVE',
        UTC_TIMESTAMP(6), 0);
