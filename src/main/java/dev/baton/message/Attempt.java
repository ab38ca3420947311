package dev.baton.message;

import dev.baton.agent.Agent;
import dev.baton.agent.PreparedCall;
import dev.baton.decision.Decision;
import dev.baton.ledger.CallFacts;
import dev.baton.ledger.Reservation;
import dev.baton.platform.memory.Holding;
import java.time.Duration;
import java.time.Instant;

/**
 * A call that is let through: an agent is chosen, its prompt rendered, a place and the money held,
 * and everything that its end is recorded with is known. Closing it gives the place back; the money
 * is settled by the group commit.
 *
 * @param currency of the tenant that pays
 * @param memory what the answer takes; held until the end of the call is written
 * @param seal how its texts are kept
 * @param number 1 for the first try of a message
 * @param waited by its caller until it was let in
 * @param repeated the caller's key or the message was tried before by an instance that died
 */
record Attempt(
        Question question,
        OpenCall open,
        Agent agent,
        Decision decision,
        PreparedCall prepared,
        String currency,
        Place place,
        Holding memory,
        TextSeal seal,
        Duration waited,
        int number,
        boolean repeated)
        implements AutoCloseable {

    CallFacts facts() {
        return open.opened().call();
    }

    Reservation reservation() {
        return open.opened().reservation();
    }

    Instant startedAt() {
        return open.opened().openedAt();
    }

    @Override
    public void close() {
        place.close();
        open.close();
        memory.close();
    }
}
