package dev.baton.agent;

import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The places of every agent: as many calls at a time as it may have, on all instances together. */
@Component
public class AgentCapacity {

    private final Map<AgentId, CapacityGate> gates = new ConcurrentHashMap<>();
    private final AgentProperties settings;
    private final AgentPlaces places;
    private final Clock clock;

    AgentCapacity(AgentProperties settings, AgentPlaces places, Clock clock) {
        this.settings = settings;
        this.places = places;
        this.clock = clock;
    }

    /**
     * Takes a place, waiting for one in turn with other tenants; the permit must be closed,
     * whatever becomes of the call.
     *
     * @param deadline of the call: nobody waits longer than that, nor than the instance's bound
     * @throws AgentConcurrencyReached when none became free in time
     */
    public Permit acquire(Agent agent, TenantId tenant, Instant deadline) {
        var left = Duration.between(clock.instant(), deadline);
        var patience = left.compareTo(settings.longestWait()) < 0 ? left : settings.longestWait();
        var gate = gates.computeIfAbsent(agent.id(), _ -> new CapacityGate(settings.longestLine()));
        places.provide(agent, gate);
        try {
            if (gate.enter(tenant, agent.maxConcurrentTasks(), patience)) {
                return new Permit(gate);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AgentConcurrencyReached(agent);
    }

    /** Calls in flight on this instance. */
    public int running(AgentId agent) {
        var gate = gates.get(agent);
        return gate == null ? 0 : gate.taken();
    }

    /** Calls that wait for a place on this instance. */
    public int waiting(AgentId agent) {
        var gate = gates.get(agent);
        return gate == null ? 0 : gate.waiting();
    }

    /** A place taken. Closing it twice gives it back once. */
    public static final class Permit implements AutoCloseable {

        private final CapacityGate gate;
        private final AtomicBoolean open = new AtomicBoolean(true);

        Permit(CapacityGate gate) {
            this.gate = gate;
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                gate.leave();
            }
        }
    }
}
