-- Wishes that were granted long ago are forgotten.
ALTER TABLE webhook_resending ADD KEY resending_by_done (tenant_id, done_at);
