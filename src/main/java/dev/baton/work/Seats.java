package dev.baton.work;

import dev.baton.tenant.TenantId;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.Optional;

/**
 * Places at a queue of this instance for work that begins here at once instead of being claimed.
 * They are the same places, so the caps hold for both; who waits in the queue comes first.
 */
@Component
public class Seats {

    private final ObjectProvider<WorkPool> pool;

    Seats(ObjectProvider<WorkPool> pool) {
        this.pool = pool;
    }

    /**
     * A place that is free, to be given back; empty when there is none, or others wait for it, or
     * Baton stops.
     */
    public Optional<Seat> take(String queue, TenantId tenant) {
        return pool.getObject().seat(queue, tenant);
    }

    /** How many places are taken here; empty when this instance does no such work. */
    public Optional<Occupancy> occupancy(String queue, TenantId tenant) {
        return pool.getObject().occupancy(queue, tenant);
    }

    /** A place that is taken. */
    public interface Seat extends AutoCloseable {

        @Override
        void close();
    }
}
