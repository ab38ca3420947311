-- What one request led to, found by its trace.
ALTER TABLE event ADD KEY event_by_trace (tenant_id, trace_id);
