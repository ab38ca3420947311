ALTER TABLE message
    ADD KEY message_by_agent_and_status (tenant_id, agent_id, status, id);
