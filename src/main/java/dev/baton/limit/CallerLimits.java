package dev.baton.limit;

import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantDirectory;
import java.util.OptionalInt;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Charges a request to the limits of its caller, before anything of it is read. */
@Component
public class CallerLimits {

    private final RateLimits limits;
    private final TenantDirectory tenants;
    private final ApplicationEventPublisher news;

    CallerLimits(RateLimits limits, TenantDirectory tenants, ApplicationEventPublisher news) {
        this.limits = limits;
        this.tenants = tenants;
        this.news = news;
    }

    /**
     * @param ownLimit of a key that has one
     * @return where the tightest limit stands
     * @throws RateLimited when one is used up; it is told as {@link LimitRefused} too
     */
    public LimitState charge(Actor by, OptionalInt ownLimit, String traceId) {
        try {
            return limits.take(limits.of(by, tenants.get(by.tenant()), ownLimit));
        } catch (RateLimited refusal) {
            news.publishEvent(new LimitRefused(by, traceId, refusal));
            throw refusal;
        }
    }
}
