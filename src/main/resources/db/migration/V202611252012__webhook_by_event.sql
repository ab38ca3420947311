-- Where one event was delivered to.
ALTER TABLE webhook_delivery ADD KEY delivery_by_event (tenant_id, event_id);
