-- Plans that can be started exactly as they were shown, under the hash of their graph and input.
CREATE TABLE plan (
    tenant_id BINARY(16)  NOT NULL,
    hash      BINARY(32)  NOT NULL,
    body      MEDIUMTEXT  NOT NULL,
    kept_at   DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, hash),
    KEY plan_by_age (tenant_id, kept_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What runs were estimated at, and what they came to. Money in nano-units of the tenant's currency.
CREATE TABLE plan_estimate (
    tenant_id         BINARY(16)  NOT NULL,
    run_id            BINARY(16)  NOT NULL,
    plan_hash         BINARY(32)  NOT NULL,
    source            VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    template          VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NULL,
    strategy          VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    cost_low          BIGINT      NOT NULL,
    cost_likely       BIGINT      NOT NULL,
    cost_high         BIGINT      NOT NULL,
    millis_low        BIGINT      NOT NULL,
    millis_likely     BIGINT      NOT NULL,
    millis_high       BIGINT      NOT NULL,
    begun_at          DATETIME(6) NOT NULL,
    completed_at      DATETIME(6) NULL,
    actual_cost_nanos BIGINT      NULL,
    actual_millis     BIGINT      NULL,
    PRIMARY KEY (tenant_id, run_id),
    KEY plan_estimate_by_age (tenant_id, begun_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
