-- The messages of one trace.
ALTER TABLE message ADD KEY message_by_trace (tenant_id, trace_id);
