-- Prompts that are put aside: agents no longer choose them, and they can be taken out again.
ALTER TABLE prompt ADD COLUMN archived_at DATETIME(6) NULL;
