-- The log's other filters: each finds its rows in the order of the list, whatever others used.
ALTER TABLE usage_record
    ADD KEY usage_by_model (tenant_id, model, ended_at, id),
    ADD KEY usage_by_account (tenant_id, account_id, ended_at, id),
    ADD KEY usage_by_prompt (tenant_id, prompt_version_id, ended_at, id);
