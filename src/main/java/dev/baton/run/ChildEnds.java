package dev.baton.run;

import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunEvent.Use;
import dev.baton.run.engine.StepOutcome;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.RetryPolicy.Failure;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the end of a run means for the step that began it. */
@Component
class ChildEnds {

    private final Runs runs;
    private final Journals journals;
    private final Divergences divergences;

    ChildEnds(Runs runs, Journals journals, Divergences divergences) {
        this.runs = runs;
        this.journals = journals;
        this.divergences = divergences;
    }

    /** What runs that have not ended may cost, in nano-units, by their ids. */
    Map<UUID, Long> caps(TenantId tenant, Collection<UUID> children) {
        var caps = new HashMap<UUID, Long>();
        for (var child : children) {
            runs.find(new RunId(tenant, child))
                    .filter(run -> !run.status().isFinal())
                    .map(run -> run.head().costCap())
                    .ifPresent(cap -> caps.put(child, cap));
        }
        return caps;
    }

    /** Of a run that has ended. */
    StepOutcome outcome(RunId child) {
        return runs.find(child)
                .flatMap(this::outcome)
                .orElseThrow(() -> new IllegalStateException("Run " + child + " has not ended"));
    }

    /**
     * Of runs that were waited for as long as they may be, by their ids. What one has cost so far
     * counts; what it costs until it is cancelled does not.
     */
    Map<UUID, StepOutcome> late(TenantId tenant, Collection<UUID> children) {
        var outcomes = new HashMap<UUID, StepOutcome>();
        for (var child : children) {
            runs.find(new RunId(tenant, child))
                    .ifPresent(run -> outcomes.put(child, outcome(run).orElseGet(() -> late(run))));
        }
        return outcomes;
    }

    private static StepOutcome late(Run child) {
        return new StepOutcome.Failed(
                new StepError(
                        "timed_out",
                        "The run %s took longer than the step may.".formatted(child.id())),
                Failure.TIMEOUT,
                null,
                use(child));
    }

    private static Use use(Run child) {
        var summary = child.summary();
        return new Use(
                summary.costNanos(),
                summary.tokensIn(),
                summary.tokensOut(),
                null,
                null,
                null,
                null);
    }

    /** A replay that went no way of its own was given all that it did. */
    private boolean isGiven(Run child) {
        return child.head().replay() != null && divergences.find(child.id()).isEmpty();
    }

    /** Empty when it has not ended. */
    Optional<StepOutcome> outcome(Run child) {
        if (!child.status().isFinal()) {
            return Optional.empty();
        }
        var use = isGiven(child) ? Use.served(use(child), Served.SAME) : use(child);
        if (child.status() == RunStatus.COMPLETED) {
            var end = journals.end(child);
            return Optional.of(
                    new StepOutcome.Done(
                            end.map(RunEvent.RunEnded::output).orElse(null),
                            use,
                            end.map(one -> !one.missing().isEmpty()).orElse(false)));
        }
        var error = child.summary().error();
        return Optional.of(
                new StepOutcome.Failed(
                        error == null
                                ? new StepError("run_failed", "The run " + child.id() + " failed.")
                                : new StepError(
                                        error.code(),
                                        "Run %s: %s".formatted(child.id(), error.message())),
                        error == null ? null : FailureCodes.kind(error.code()),
                        null,
                        use));
    }
}
