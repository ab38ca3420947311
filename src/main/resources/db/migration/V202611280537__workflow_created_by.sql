-- Who made a workflow, beside who changed it last; of those that are there only the latter is known.
ALTER TABLE workflow ADD COLUMN created_by VARCHAR(254) NOT NULL DEFAULT '' AFTER latest_number;
UPDATE workflow SET created_by = changed_by;
