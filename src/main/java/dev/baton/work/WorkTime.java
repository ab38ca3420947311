package dev.baton.work;

import java.time.Clock;
import java.time.Instant;

/**
 * What time it is for leases and due times: one time for all instances, however wrong the clock of
 * a machine is.
 */
interface WorkTime {

    Instant now();

    /** The same moment as this machine's clock calls {@code local}. */
    Instant of(Instant local);

    /** A clock that is right. */
    static WorkTime of(Clock clock) {
        return new WorkTime() {
            @Override
            public Instant now() {
                return clock.instant();
            }

            @Override
            public Instant of(Instant local) {
                return local;
            }
        };
    }
}
