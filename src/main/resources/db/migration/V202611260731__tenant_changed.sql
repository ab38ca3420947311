-- Who changed it last and when, for whoever was changing it at the same time.
ALTER TABLE tenant
    ADD COLUMN changed_by VARCHAR(254) NULL,
    ADD COLUMN changed_at DATETIME(6)  NULL;
