-- Requests a minute of one person; NULL: the instance's default.
ALTER TABLE tenant
    ADD COLUMN user_requests_per_minute INT NULL;
