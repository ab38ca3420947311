package dev.baton.message;

import dev.baton.agent.AgentCapacity;
import dev.baton.limit.CallsInFlight;

/** What a call holds while it runs: one of its tenant's places and one of its agent's. */
record Place(CallsInFlight.Permit ofTenant, AgentCapacity.Permit ofAgent)
        implements AutoCloseable {

    @Override
    public void close() {
        ofAgent.close();
        ofTenant.close();
    }
}
