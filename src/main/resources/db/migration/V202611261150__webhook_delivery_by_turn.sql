-- Those that queue for the rate of their endpoint.
ALTER TABLE webhook_delivery ADD KEY delivery_by_turn (tenant_id, endpoint_id, turn_at, id);
