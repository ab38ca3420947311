-- The list's filters: each finds its rows in the order of the list.
ALTER TABLE message
    ADD KEY message_by_status (tenant_id, status, id),
    ADD KEY message_by_agent (tenant_id, agent_id, id);
