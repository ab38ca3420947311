-- The state of a run at a version of its journal, so that nobody has to read all that led to it.
-- One that somebody asked for is there though its state is too large to be kept beside the journal.
CREATE TABLE run_snapshot (
    tenant_id  BINARY(16)   NOT NULL,
    run_id     BINARY(16)   NOT NULL,
    version    INT          NOT NULL,
    automatic  BOOLEAN      NOT NULL,
    created_by VARCHAR(200) NULL,
    written_at DATETIME(6)  NOT NULL,
    created_at DATETIME(6)  NOT NULL,
    body       LONGTEXT     NULL,
    PRIMARY KEY (tenant_id, run_id, version)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
