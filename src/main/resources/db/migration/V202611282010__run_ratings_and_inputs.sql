-- Runs are looked for by what people and keys think of them, and by words of their input.
-- The column is last: it copies no table.
ALTER TABLE run_feedback ADD KEY run_feedback_by_rating (tenant_id, rating, run_id, rater_id);

-- The beginning of what the input says, in small letters; NULL for runs that are there already, and
-- where the tenant wants its texts encrypted.
ALTER TABLE run ADD COLUMN input_words VARCHAR(500) NULL;
