package dev.baton.agent;

import java.time.Duration;

/** What a check of an agent found; the explanation is for people and holds no secret. */
public record AgentCondition(boolean usable, String explanation, Duration latency) {}
