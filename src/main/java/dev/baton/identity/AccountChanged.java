package dev.baton.identity;

/**
 * A person's account, or what they are in some tenant, changed: what is remembered of them is old.
 */
public record AccountChanged(AccountId account) {}
