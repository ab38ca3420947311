-- Who changed it last, for whoever was changing it at the same time.
ALTER TABLE agent ADD COLUMN changed_by VARCHAR(254) NULL;
