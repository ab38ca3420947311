package dev.baton.planner;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Who is to carry out a step.
 *
 * @param agent name; null to choose when it runs
 * @param capability that the agent must have; null for any
 * @param others names of those that would do as well, the best first
 */
record AgentPick(@Nullable String agent, @Nullable String capability, List<String> others) {}
