-- Address ranges with spaces between, from which alone the key may be used; NULL: from anywhere.
ALTER TABLE api_key
    ADD COLUMN networks VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NULL;
