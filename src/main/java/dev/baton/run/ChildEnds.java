package dev.baton.run;

import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunEvent.Use;
import dev.baton.run.engine.StepOutcome;
import dev.baton.tenant.TenantId;

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

    ChildEnds(Runs runs, Journals journals) {
        this.runs = runs;
        this.journals = journals;
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

    /** Empty when it has not ended. */
    Optional<StepOutcome> outcome(Run child) {
        if (!child.status().isFinal()) {
            return Optional.empty();
        }
        var summary = child.summary();
        var use =
                new Use(
                        summary.costNanos(),
                        summary.tokensIn(),
                        summary.tokensOut(),
                        null,
                        null,
                        null);
        if (child.status() == RunStatus.COMPLETED) {
            var end = journals.end(child);
            return Optional.of(
                    new StepOutcome.Done(
                            end.map(RunEvent.RunEnded::output).orElse(null),
                            use,
                            end.map(one -> !one.missing().isEmpty()).orElse(false)));
        }
        var error = summary.error();
        return Optional.of(
                new StepOutcome.Failed(
                        error == null
                                ? new StepError("run_failed", "The run " + child.id() + " failed.")
                                : new StepError(
                                        error.code(),
                                        "Run %s: %s".formatted(child.id(), error.message())),
                        null,
                        null,
                        use));
    }
}
