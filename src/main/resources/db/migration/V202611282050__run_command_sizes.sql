-- How much waits for a run is known without reading it, and it is read in portions.
ALTER TABLE run_command
    -- 0 for what is taken in ahead of the others, 1 for those
    ADD COLUMN turn TINYINT NOT NULL DEFAULT 1 AFTER id,
    -- of the body before it is encrypted
    ADD COLUMN letters INT NOT NULL DEFAULT 0 AFTER turn,
    ADD KEY run_command_in_turn (tenant_id, run_id, turn, id, letters);

UPDATE run_command SET letters = CHAR_LENGTH(body);
