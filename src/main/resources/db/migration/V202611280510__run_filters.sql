-- Runs are looked for by what they failed with, by whether people are asked to decide something, and
-- by the agents that they have asked.
ALTER TABLE run
    ADD COLUMN asks BOOLEAN NOT NULL DEFAULT FALSE AFTER due_at,
    ADD KEY run_by_error (tenant_id, error_code, id),
    ADD KEY run_by_asking (tenant_id, asks, id);

-- Which agents a run has asked; goes with the run.
CREATE TABLE run_agent (
    tenant_id BINARY(16) NOT NULL,
    agent_id  BINARY(16) NOT NULL,
    run_id    BINARY(16) NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, run_id),
    KEY run_agent_by_run (tenant_id, run_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
