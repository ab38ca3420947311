-- Sums by person and by prompt version too. A call has a key or a person and an agent has one
-- version at a time, so this adds columns, hardly rows. Sums from before carry zeros: unknown.
ALTER TABLE usage_rollup
    ADD COLUMN account_id BINARY(16) NOT NULL DEFAULT X'00000000000000000000000000000000' AFTER key_id,
    ADD COLUMN prompt_version_id BINARY(16) NOT NULL DEFAULT X'00000000000000000000000000000000' AFTER account_id,
    DROP PRIMARY KEY,
    ADD PRIMARY KEY (tenant_id, slot_start, instance_id, agent_id, key_id, account_id,
                     prompt_version_id, model, status, latency_bucket);
