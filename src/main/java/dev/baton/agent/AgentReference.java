package dev.baton.agent;

/** An agent as other pages name it. */
record AgentReference(AgentId id, String name) {}
