-- What the platform's operator allows a tenant, apart from what the tenant sets itself: the lower counts.
-- What is set already stays the tenant's own: nobody wrote down who set it.
ALTER TABLE budget
    ADD COLUMN operator_limit_nanos BIGINT NULL;
