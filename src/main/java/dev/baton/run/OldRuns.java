package dev.baton.run;

import dev.baton.platform.BadConfiguration;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import dev.baton.work.Sweep;
import dev.baton.work.WorkQueue;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Forgets runs with their journals some time after they ended, the keys they were begun under, and
 * graphs that no run is left of. What they cost stays.
 */
@Component
class OldRuns implements Sweep {

    private static final Duration KEYS_KEPT = Duration.ofDays(1);

    private final Runs runs;
    private final Journals journals;
    private final RunAgents agents;
    private final SnapshotRows snapshots;
    private final FeedbackRows feedback;
    private final RunCommands commands;
    private final RunKeys keys;
    private final RunGraphs graphs;
    private final WorkQueue work;
    private final Duration kept;

    OldRuns(
            Runs runs,
            Journals journals,
            RunAgents agents,
            SnapshotRows snapshots,
            FeedbackRows feedback,
            RunCommands commands,
            RunKeys keys,
            RunGraphs graphs,
            WorkQueue work,
            RunProperties properties) {
        this.runs = runs;
        this.journals = journals;
        this.agents = agents;
        this.snapshots = snapshots;
        this.feedback = feedback;
        this.commands = commands;
        this.keys = keys;
        this.graphs = graphs;
        this.work = work;
        this.kept = properties.retention();
        if (kept.compareTo(Duration.ofDays(1)) < 0) {
            throw new BadConfiguration("RUN_RETENTION", "is below a day", "Give days: 90d.");
        }
    }

    @Override
    public int forget(TenantId tenant, Instant now, int most) {
        var before = now.minus(kept);
        var old = runs.ended(tenant, before, most);
        var bytes = Ids.bytes(tenant.value());
        if (!old.isEmpty()) {
            journals.forget(bytes, old);
            agents.forget(bytes, old);
            snapshots.forget(bytes, old);
            feedback.forget(bytes, old);
            commands.forget(bytes, old);
            runs.forget(tenant, old);
        }
        var day = LocalDate.ofInstant(before, ZoneOffset.UTC);
        var others =
                Math.max(
                        keys.forget(tenant, now.minus(KEYS_KEPT), most),
                        graphs.forget(tenant, day, most));
        var letters = work.forgetDeadLetters(tenant, RunWorker.QUEUE, before, most);
        return Math.max(old.size(), Math.max(others, letters));
    }
}
