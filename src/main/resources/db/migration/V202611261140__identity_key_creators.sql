-- The list of keys offers everybody who made one, in every view of it.
ALTER TABLE api_key
    ADD KEY api_key_by_creator (tenant_id, created_by_name, id);
