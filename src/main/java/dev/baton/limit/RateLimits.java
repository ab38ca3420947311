package dev.baton.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Tenant;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts requests against every limit that concerns them: all let it pass, or none is charged. A
 * bucket holds a minute's worth and refills evenly.
 */
@Component
public class RateLimits {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Buckets unused for longer than a window are full again and need not be kept. */
    private static final Duration KEPT = WINDOW.multipliedBy(2);

    private static final long MAX_BUCKETS = 500_000;

    /** Fewer: a stranger can have any number, and one that is pushed out is as good as full. */
    private static final long MAX_OF_ADDRESSES = 50_000;

    private final LimitProperties defaults;
    private final TimeMeter time;
    private final Cache<Limit, Bucket> buckets = cache(MAX_BUCKETS);

    /** Apart: whoever has many addresses must not push the buckets of tenants and keys out. */
    private final Cache<Limit, Bucket> ofAddresses = cache(MAX_OF_ADDRESSES);

    RateLimits(LimitProperties defaults, TimeMeter time) {
        this.defaults = defaults;
        this.time = time;
    }

    /**
     * The limits of any request of an actor. A key may use all that its tenant may unless it has a
     * limit of its own; a person has one always, so that nobody's tries use up what keys need.
     */
    public List<Limit> of(Actor actor, Tenant tenant, OptionalInt ownLimit) {
        var perTenant = tenant.requestsPerMinute().orElse(defaults.tenant());
        int perPerson = tenant.userRequestsPerMinute().orElse(defaults.user());
        var limits = new ArrayList<Limit>(3);
        limits.add(new Limit(Limit.Scope.GLOBAL, "instance", defaults.global()));
        limits.add(new Limit(Limit.Scope.TENANT, tenant.id().toString(), perTenant));
        switch (actor.kind()) {
            case KEY -> limits.add(own(Limit.Scope.KEY, actor, ownLimit.orElse(perTenant)));
            case ACCOUNT -> limits.add(own(Limit.Scope.USER, actor, perPerson));
            case SYSTEM -> {}
        }
        return limits;
    }

    /**
     * Takes one request from each limit.
     *
     * @return the state of the tightest
     * @throws RateLimited by the limit that frees last; nothing is charged then
     */
    public LimitState take(List<Limit> limits) {
        check(limits);
        LimitState tightest = null;
        RateLimited refusal = null;
        var charged = new ArrayList<Bucket>(limits.size());
        for (var limit : limits) {
            var bucket = bucket(limit);
            var probe = bucket.tryConsumeAndReturnRemaining(1);
            var state = state(limit, probe);
            if (probe.isConsumed()) {
                charged.add(bucket);
                tightest = tighter(tightest, state);
            } else {
                refusal = later(refusal, state, probe.getNanosToWaitForRefill());
            }
        }
        if (refusal != null) {
            charged.forEach(bucket -> bucket.addTokens(1));
            throw refusal;
        }
        if (tightest == null) {
            throw new IllegalArgumentException("At least one limit is needed");
        }
        return tightest;
    }

    /**
     * Takes nothing: a flood that one limit holds back must not borrow from the wider ones, however
     * shortly, for others would be refused meanwhile.
     *
     * @throws RateLimited by the limit that frees last
     */
    void check(List<Limit> limits) {
        RateLimited refusal = null;
        for (var limit : limits) {
            var probe = bucket(limit).estimateAbilityToConsume(1);
            if (!probe.canBeConsumed()) {
                refusal =
                        later(
                                refusal,
                                new LimitState(limit, 0, WINDOW),
                                probe.getNanosToWaitForRefill());
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Takes one where there is one. */
    void charge(Limit limit) {
        bucket(limit).tryConsume(1);
    }

    private Bucket bucket(Limit limit) {
        var cache = limit.scope() == Limit.Scope.ADDRESS ? ofAddresses : buckets;
        return cache.get(limit, this::newBucket);
    }

    private static Cache<Limit, Bucket> cache(long most) {
        return Caffeine.newBuilder().expireAfterAccess(KEPT).maximumSize(most).build();
    }

    private static Limit own(Limit.Scope scope, Actor actor, int perMinute) {
        return new Limit(scope, actor.requiredId().toString(), perMinute);
    }

    private Bucket newBucket(Limit limit) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(
                        Bandwidth.builder()
                                .capacity(limit.perMinute())
                                .refillGreedy(limit.perMinute(), WINDOW)
                                .build())
                .build();
    }

    private static LimitState state(Limit limit, ConsumptionProbe probe) {
        return new LimitState(
                limit,
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    private static LimitState tighter(@Nullable LimitState other, LimitState state) {
        return other == null || share(state) < share(other) ? state : other;
    }

    private static double share(LimitState state) {
        return (double) state.remaining() / state.limit().perMinute();
    }

    private static RateLimited later(
            @Nullable RateLimited other, LimitState state, long nanosToWait) {
        var wait = Duration.ofNanos(nanosToWait);
        return other != null && other.retryAfter().orElseThrow().compareTo(wait) >= 0
                ? other
                : new RateLimited(state, wait);
    }
}
