package dev.baton.agent;

import java.time.Duration;

/**
 * How much of an agent may be used at a time.
 *
 * @param maxConcurrentTasks calls in flight at a time, on all instances together
 * @param rateLimit requests a minute for each tenant that uses it
 * @param timeout for one call, waiting and retries included
 * @param retries attempts after the first, while nothing of an answer has come
 */
public record AgentLimits(int maxConcurrentTasks, int rateLimit, Duration timeout, int retries) {

    public static final AgentLimits DEFAULT = new AgentLimits(5, 100, Duration.ofSeconds(60), 3);

    static final int MOST_CONCURRENT = 10_000;
    static final int HIGHEST_RATE = 1_000_000;
    static final int SHORTEST_SECONDS = 1;
    static final int LONGEST_MINUTES = 30;
    static final Duration LONGEST = Duration.ofMinutes(LONGEST_MINUTES);
    static final int MOST_RETRIES = 10;
}
