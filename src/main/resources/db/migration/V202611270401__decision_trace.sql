-- The trace of a refused request, which leads to nothing else: there is neither a message nor a call.
-- Two statements: MySQL adds a column at once only where nothing else is asked for.
ALTER TABLE decision
    ADD COLUMN trace_id CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL;

ALTER TABLE decision
    ADD KEY decision_by_trace (tenant_id, trace_id, id);
