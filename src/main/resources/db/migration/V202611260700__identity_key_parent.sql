-- The key that made this one; it is revoked together with it.
ALTER TABLE api_key
    ADD COLUMN parent BINARY(16) NULL,
    ADD CONSTRAINT api_key_parent FOREIGN KEY (tenant_id, parent) REFERENCES api_key (tenant_id, id);

-- Not where a key rotated itself: its successor lives on.
UPDATE api_key k
    JOIN api_key p ON p.tenant_id = k.tenant_id AND p.id = k.created_by
SET k.parent = p.id
WHERE p.successor IS NULL OR p.successor <> k.id;
