-- A wish stays when it has been granted: asked for again under its id it is the same one, and people
-- see how far it is.
ALTER TABLE webhook_resending
    -- deliveries that were given up when it was asked for
    ADD COLUMN found     INT          NOT NULL DEFAULT 0,
    ADD COLUMN sent      INT          NOT NULL DEFAULT 0,
    ADD COLUMN asked_at  DATETIME(6)  NULL,
    ADD COLUMN asked_by  VARCHAR(320) NULL,
    ADD COLUMN done_at   DATETIME(6)  NULL;
