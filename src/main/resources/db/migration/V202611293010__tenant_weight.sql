-- How much of what tenants share each is due, against the others.
ALTER TABLE tenant ADD COLUMN weight INT NOT NULL DEFAULT 1;
