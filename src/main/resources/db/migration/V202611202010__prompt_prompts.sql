CREATE TABLE prompt (
    tenant_id      BINARY(16)   NOT NULL,
    id             BINARY(16)   NOT NULL,
    name           VARCHAR(120) NOT NULL,
    description    VARCHAR(500) NOT NULL,
    type           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    latest_number  INT          NOT NULL,
    changed_by     VARCHAR(254) NOT NULL,
    changed_at     DATETIME(6)  NOT NULL,
    created_at     DATETIME(6)  NOT NULL,
    version        BIGINT       NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT prompt_name UNIQUE (tenant_id, name),
    CONSTRAINT prompt_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (tenant_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE prompt_version (
    tenant_id   BINARY(16)   NOT NULL,
    id          BINARY(16)   NOT NULL,
    prompt_id   BINARY(16)   NOT NULL,
    number      INT          NOT NULL,
    type        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- JSON text, kept byte for byte: a version never changes
    messages    MEDIUMTEXT   NOT NULL,
    variables   MEDIUMTEXT   NOT NULL,
    note        VARCHAR(200) NOT NULL,
    created_by  VARCHAR(254) NOT NULL,
    created_at  DATETIME(6)  NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT prompt_version_number UNIQUE (tenant_id, prompt_id, number),
    CONSTRAINT prompt_version_prompt FOREIGN KEY (tenant_id, prompt_id) REFERENCES prompt (tenant_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
