-- The secret before the present one, which signs as well until then, so that receivers can change over.
ALTER TABLE webhook_endpoint
    ADD COLUMN previous_secret VARCHAR(400) CHARACTER SET ascii COLLATE ascii_bin NULL,
    ADD COLUMN previous_until  DATETIME(6)  NULL;
