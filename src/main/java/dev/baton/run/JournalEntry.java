package dev.baton.run;

import dev.baton.run.engine.RunEvent;
import java.time.Instant;
import java.util.List;

/**
 * What one commit added to a run.
 *
 * @param version of the run's state after it, from 1
 */
public record JournalEntry(int version, List<Move> moves) {

    /** What happened at one moment. */
    public record Move(Instant at, List<RunEvent> events) {}
}
