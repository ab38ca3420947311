package dev.baton.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

import java.io.Serializable;
import java.util.UUID;

/**
 * A person, whatever tenants they work in.
 *
 * @param value version 7 UUID
 */
@Embeddable
public record AccountId(@Column(name = "account_id") UUID value) implements Serializable {

    public static AccountId of(String text) {
        return new AccountId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
