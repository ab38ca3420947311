package dev.baton.limit;

import dev.baton.tenant.Actor;

/** A request was refused by a rate limit before it reached its controller. */
public record LimitRefused(Actor by, String traceId, RateLimited refusal) {}
