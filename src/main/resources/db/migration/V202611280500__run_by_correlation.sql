-- A run is looked for by what its starter calls the request.
ALTER TABLE run ADD KEY run_by_correlation (tenant_id, correlation, id);
