-- How long it took to make the plan that a run carries out; of those that are there nobody knows.
ALTER TABLE plan_estimate ADD COLUMN planning_millis BIGINT NULL;
