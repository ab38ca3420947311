CREATE TABLE model (
    tenant_id          BINARY(16)    NOT NULL,
    id                 BINARY(16)    NOT NULL,
    connection_id      BINARY(16)    NOT NULL,
    -- as the provider knows it
    name               VARCHAR(120)  NOT NULL,
    context_window     INT           NULL,
    max_output_tokens  INT           NULL,
    -- comma-separated: TOOLS, IMAGES, JSON_SCHEMA, REASONING
    features           VARCHAR(120)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at         DATETIME(6)   NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT model_name UNIQUE (tenant_id, connection_id, name),
    CONSTRAINT model_connection FOREIGN KEY (tenant_id, connection_id) REFERENCES connection (tenant_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What the connection's owner says a model costs; only added to, a correction is a new row.
CREATE TABLE price (
    tenant_id          BINARY(16)    NOT NULL,
    id                 BINARY(16)    NOT NULL,
    connection_id      BINARY(16)    NOT NULL,
    -- a name, or the beginning of names and an asterisk
    model              VARCHAR(120)  NOT NULL,
    currency           CHAR(3)       CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    effective_from     DATETIME(6)   NOT NULL,
    -- nano-units for a million tokens
    input_nanos        BIGINT        NOT NULL,
    cached_input_nanos BIGINT        NOT NULL,
    cache_write_nanos  BIGINT        NOT NULL,
    output_nanos       BIGINT        NOT NULL,
    created_at         DATETIME(6)   NOT NULL,
    PRIMARY KEY (tenant_id, id),
    KEY price_by_model (tenant_id, connection_id, model, effective_from),
    CONSTRAINT price_connection FOREIGN KEY (tenant_id, connection_id) REFERENCES connection (tenant_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What one US dollar is worth from a date on; the platform's, for tenants of other currencies.
CREATE TABLE exchange_rate (
    currency        CHAR(3)        CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    effective_from  DATETIME(6)    NOT NULL,
    rate            DECIMAL(20, 9) NOT NULL,
    created_at      DATETIME(6)    NOT NULL,
    PRIMARY KEY (currency, effective_from)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO model (tenant_id, id, connection_id, name, context_window, max_output_tokens, features, created_at)
VALUES (UNHEX('00000000000070008000000000000001'), UNHEX('00000000000070008000000000000012'),
        UNHEX('00000000000070008000000000000011'), 'demo', 128000, 16384, 'TOOLS,JSON_SCHEMA', UTC_TIMESTAMP(6));
