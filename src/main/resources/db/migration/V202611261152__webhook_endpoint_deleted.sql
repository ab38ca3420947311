-- Since when nobody finds it any more; its deliveries go some at a time, then it goes itself.
ALTER TABLE webhook_endpoint ADD COLUMN deleted_at DATETIME(6) NULL;
