package dev.baton.message;

import dev.baton.agent.Agent;
import dev.baton.agent.PreparedCall;
import dev.baton.decision.Decision;
import dev.baton.ledger.CallFacts;
import dev.baton.ledger.Reservation;
import java.time.Instant;

/**
 * A call that is let through: an agent is chosen, its prompt rendered, a place and the money held.
 * Closing it gives the place back; the money is settled by the group commit.
 *
 * @param number 1 for the first try of a message
 * @param repeated the caller's key or the message was tried before by an instance that died
 */
record Attempt(
        Question question,
        CallFacts facts,
        Agent agent,
        Decision decision,
        PreparedCall prepared,
        Reservation reservation,
        Place place,
        Instant startedAt,
        int number,
        boolean repeated)
        implements AutoCloseable {

    @Override
    public void close() {
        place.close();
    }
}
