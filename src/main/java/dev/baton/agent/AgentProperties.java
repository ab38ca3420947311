package dev.baton.agent;

import jakarta.validation.constraints.Positive;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * How agents are watched and shared out.
 *
 * @param longestWait for a place of a busy agent
 * @param longestLine calls of one tenant that may wait for one agent
 * @param halfLife after which a call weighs half in an agent's success rate and latency
 * @param checkEvery agents that live elsewhere are checked so often
 * @param staleAfter without a sign of life such an agent is inactive, if a check has found so
 * @param timeout of an agent that is created without one of its own ({@code TASK_TIMEOUT})
 */
@ConfigurationProperties("baton.agent")
@Validated
record AgentProperties(
        @DefaultValue("10s") Duration longestWait,
        @DefaultValue("200") @Positive int longestLine,
        @DefaultValue("10m") Duration halfLife,
        @DefaultValue("30s") Duration checkEvery,
        @DefaultValue("95s") Duration staleAfter,
        @DefaultValue("60s")
                @DurationMin(seconds = AgentLimits.SHORTEST_SECONDS)
                @DurationMax(minutes = AgentLimits.LONGEST_MINUTES)
                Duration timeout) {}
