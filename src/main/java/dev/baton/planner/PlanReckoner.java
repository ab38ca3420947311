package dev.baton.planner;

import dev.baton.planner.Plan.Why;
import dev.baton.selection.Strategy;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.GraphReader;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Makes plans of drafts: works out what each may cost and how long it may take. */
@Component
class PlanReckoner {

    private final StepRanges ranges;
    private final TenantDirectory tenants;

    PlanReckoner(StepRanges ranges, TenantDirectory tenants) {
        this.ranges = ranges;
        this.tenants = tenants;
    }

    /**
     * @param plannedAt of one that an agent made before; null for a new one
     * @param since when it was begun, in nanoseconds of the system's own time
     * @throws dev.baton.workflow.GraphRefused when its graph cannot be run
     */
    Plan of(
            TenantId tenant,
            PlanDraft draft,
            Strategy strategy,
            List<Why> why,
            @Nullable Instant plannedAt,
            long since) {
        var reading = GraphReader.read(draft.graph());
        var graph = reading.orRefuse();
        var estimate = ranges.of(tenant, graph, draft.input(), strategy);
        return new Plan(
                Plan.hash(draft.graph(), draft.input()),
                reading.hash(),
                draft.graph(),
                draft.input(),
                draft.source(),
                draft.template(),
                strategy,
                draft.confidence(),
                estimate.steps(),
                tenants.get(tenant).currency(),
                estimate.cost(),
                estimate.millis(),
                List.copyOf(why),
                plannedAt,
                Duration.ofNanos(System.nanoTime() - since).toMillis());
    }
}
