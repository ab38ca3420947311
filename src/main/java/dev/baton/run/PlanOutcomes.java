package dev.baton.run;

import dev.baton.event.Event;
import dev.baton.event.FeedConsumer;
import dev.baton.planner.PlanEstimates;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;

/** Puts what runs came to beside what their plans said, once each has ended. */
@Component
class PlanOutcomes implements FeedConsumer {

    private final Runs runs;
    private final PlanEstimates estimates;

    PlanOutcomes(Runs runs, PlanEstimates estimates) {
        this.runs = runs;
        this.estimates = estimates;
    }

    @Override
    public String name() {
        return "plan_outcomes";
    }

    @Override
    public void consume(List<Event> events) {
        for (var event : events) {
            if (event.type().equals(RunEvents.COMPLETED.name())) {
                var run = new RunId(event.tenant(), event.subject());
                if (estimates.find(run.tenant(), run.value()).isPresent()) {
                    runs.find(run).ifPresent(this::complete);
                }
            }
        }
    }

    private void complete(Run run) {
        var summary = run.summary();
        if (summary.startedAt() != null && summary.endedAt() != null) {
            estimates.complete(
                    run.id().tenant(),
                    run.id().value(),
                    summary.costNanos(),
                    Duration.between(summary.startedAt(), summary.endedAt()).toMillis());
        }
    }
}
