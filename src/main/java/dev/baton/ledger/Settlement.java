package dev.baton.ledger;

/** The end of a call as the ledger records it: its usage, and the reservation that it settles. */
public record Settlement(UsageRecord usage, Reservation reservation) {}
