package dev.baton.ledger;

import java.time.Instant;

/** A call in flight, and the money set aside for it. */
public record OpenedCall(CallFacts call, Reservation reservation, Instant openedAt) {}
