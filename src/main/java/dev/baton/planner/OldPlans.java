package dev.baton.planner;

import dev.baton.platform.BadConfiguration;
import dev.baton.tenant.TenantId;
import dev.baton.work.Sweep;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

/** Forgets plans that nobody started for some days, and what old runs were estimated at. */
@Component
class OldPlans implements Sweep {

    private final KeptPlans plans;
    private final AgentPlans byAgents;
    private final PlanEstimates estimates;
    private final PlannerProperties settings;

    OldPlans(
            KeptPlans plans,
            AgentPlans byAgents,
            PlanEstimates estimates,
            PlannerProperties settings) {
        this.plans = plans;
        this.byAgents = byAgents;
        this.estimates = estimates;
        this.settings = settings;
        if (settings.retention().compareTo(Duration.ofHours(1)) < 0) {
            throw new BadConfiguration("PLAN_RETENTION", "is below an hour", "Give days: 7d.");
        }
    }

    @Override
    public int forget(TenantId tenant, Instant now, int most) {
        return IntStream.of(
                        plans.forget(tenant, now.minus(settings.retention()), most),
                        byAgents.forget(tenant, now.minus(settings.reuse()), most),
                        estimates.forget(tenant, now.minus(settings.estimateRetention()), most))
                .max()
                .orElse(0);
    }
}
