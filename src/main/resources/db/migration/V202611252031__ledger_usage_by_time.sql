-- The log is read by the time that calls ended: a range of time must not read what lies outside it.
ALTER TABLE usage_record
    DROP KEY usage_by_agent,
    DROP KEY usage_by_key,
    DROP KEY usage_by_status,
    ADD KEY usage_by_time (tenant_id, ended_at, id),
    ADD KEY usage_by_agent (tenant_id, agent_id, ended_at, id),
    ADD KEY usage_by_key (tenant_id, key_id, ended_at, id),
    ADD KEY usage_by_status (tenant_id, status, ended_at, id);
