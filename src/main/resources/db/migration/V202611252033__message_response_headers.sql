-- Headers of a first answer that are given again with it, JSON; its type has a column of its own.
ALTER TABLE idempotency_key ADD COLUMN response_headers TEXT NULL;
