-- How much may go wrong, as whoever asks has declared it, and why somebody changed the arguments.
ALTER TABLE approval
    -- LOW, MEDIUM or HIGH; NULL where nobody has declared one
    ADD COLUMN risk VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL AFTER cost_nanos,
    -- sealed where the tenant wants its texts so; NULL where the arguments are as they were asked for
    ADD COLUMN change_reason TEXT NULL AFTER changer_name;
