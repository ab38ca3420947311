-- Who made a workflow, beside who changed it last; of those that are there nobody knows: empty.
ALTER TABLE workflow ADD COLUMN created_by VARCHAR(254) NOT NULL DEFAULT '' AFTER latest_number;
