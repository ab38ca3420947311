-- Why somebody let a run go on from another, and which runs go on from one.
-- One after the other and the column last: neither copies the table.
ALTER TABLE run ADD COLUMN fork_reason TEXT NULL;
ALTER TABLE run ADD KEY run_by_fork (tenant_id, forked_from, id);

-- What people and keys think of a run that has ended, the last of each; goes with the run.
CREATE TABLE run_feedback (
    tenant_id  BINARY(16)   NOT NULL,
    run_id     BINARY(16)   NOT NULL,
    rater_id   BINARY(16)   NOT NULL,
    by_key     BOOLEAN      NOT NULL,
    rated_by   VARCHAR(200) NOT NULL,
    rating     VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    comment    TEXT         NULL,
    created_at DATETIME(6)  NOT NULL,
    updated_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (tenant_id, run_id, rater_id),
    KEY run_feedback_by_time (tenant_id, run_id, updated_at, rater_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
