-- Whether questions and answers are kept encrypted.
ALTER TABLE tenant
    ADD COLUMN texts_sealed BOOLEAN NOT NULL DEFAULT FALSE;
