package dev.baton.agent;

/** Who says how many of an agent's places this instance has. */
interface AgentPlaces {

    /** Called before somebody enters, who may wait for what comes of it. */
    void provide(Agent agent, CapacityGate gate);
}
