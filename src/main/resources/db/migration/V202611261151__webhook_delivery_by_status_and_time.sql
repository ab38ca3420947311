-- With the time, so that what was given up in a time is counted without reading a row.
ALTER TABLE webhook_delivery
    DROP KEY delivery_by_status,
    ADD KEY delivery_by_status (tenant_id, endpoint_id, status, id, created_at);
