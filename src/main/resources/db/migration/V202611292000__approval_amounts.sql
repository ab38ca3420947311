-- How much an approval is about, and who may decide about how much.
ALTER TABLE approval
    -- NULL where nobody counts it
    ADD COLUMN amount DECIMAL(24, 6) NULL AFTER cost_nanos,
    -- a currency, or whatever it is counted in; empty where nobody has said
    ADD COLUMN amount_unit VARCHAR(20) NULL AFTER amount,
    -- for those who have a limit: a role or an e-mail address, a space and the limit, one a line
    ADD COLUMN up_to TEXT NULL AFTER amount_unit;
