-- What is to be done. A claimed item's due_at is the end of its lease, so there is no status to
-- index; the claim index keeps the lanes apart, so that a full one costs one step, whatever waits
-- in it. Lane zero is none.
CREATE TABLE work_item (
    tenant_id  BINARY(16)   NOT NULL,
    queue      VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    id         BINARY(16)   NOT NULL,
    lane       BINARY(16)   NOT NULL,
    priority   TINYINT      NOT NULL,
    due_at     DATETIME(6)  NOT NULL,
    attempts   INT          NOT NULL,
    fence      BIGINT       NOT NULL,
    owner      BINARY(16)   NULL,
    created_at DATETIME(6)  NOT NULL,
    last_error VARCHAR(500) NULL,
    PRIMARY KEY (tenant_id, queue, id),
    KEY work_item_claim (queue, tenant_id, lane, priority, due_at, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE work_dead (
    tenant_id  BINARY(16)   NOT NULL,
    queue      VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    id         BINARY(16)   NOT NULL,
    lane       BINARY(16)   NOT NULL,
    priority   TINYINT      NOT NULL,
    attempts   INT          NOT NULL,
    created_at DATETIME(6)  NOT NULL,
    buried_at  DATETIME(6)  NOT NULL,
    reason     VARCHAR(500) NOT NULL,
    PRIMARY KEY (tenant_id, queue, id),
    KEY work_dead_newest (tenant_id, queue, buried_at, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
