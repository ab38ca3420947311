-- The latest failures of one agent, on the dashboard: without it, each look reads all of its calls.
ALTER TABLE usage_record
    ADD KEY usage_by_agent_and_status (tenant_id, agent_id, status, ended_at, id);
