-- The key that takes the place of this one, which ends by itself.
ALTER TABLE api_key
    ADD COLUMN successor BINARY(16) NULL,
    ADD CONSTRAINT api_key_successor FOREIGN KEY (tenant_id, successor) REFERENCES api_key (tenant_id, id);
