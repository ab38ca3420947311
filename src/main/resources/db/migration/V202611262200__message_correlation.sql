-- What callers call their requests, to find the messages by. Nobody has to, so most rows hold none.
ALTER TABLE message
    ADD COLUMN correlation_id VARCHAR(128),
    ADD KEY message_by_correlation (tenant_id, correlation_id);
