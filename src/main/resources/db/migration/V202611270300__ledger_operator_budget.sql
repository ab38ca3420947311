-- What the platform's operator allows a tenant, apart from what the tenant sets itself: the lower counts.
ALTER TABLE budget
    ADD COLUMN operator_limit_nanos BIGINT NULL;
