-- A run may begin anew what another one did. Of a replay: what it does once its steps differ, and
-- what its expressions see of the run that it replays; the step that differed first, and why.
ALTER TABLE run
    ADD COLUMN replay        TEXT         NULL,
    ADD COLUMN diverged_step VARCHAR(400) NULL,
    ADD COLUMN diverged_for  VARCHAR(20)  NULL;
