package dev.baton.run;

import dev.baton.event.ChangeSignals;
import dev.baton.platform.commit.GroupCommit;
import dev.baton.run.engine.Retries;
import dev.baton.tenant.TenantDirectory;
import dev.baton.work.WorkQueue;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

/** What executions work with. */
@Component
class RunContext {

    private final GroupCommit commit;
    private final WorkQueue work;
    private final RunCommands commands;
    private final JournalTexts texts;
    private final TenantDirectory tenants;
    private final Timers timers;
    private final RunEnds ends;
    private final ChangeSignals signals;
    private final ChildEnds children;
    private final ActionDefinitions definitions;
    private final Snapshots snapshots;
    private final Clock clock;
    private final Retries retries = new Retries(() -> ThreadLocalRandom.current().nextDouble());

    RunContext(
            GroupCommit commit,
            WorkQueue work,
            RunCommands commands,
            JournalTexts texts,
            TenantDirectory tenants,
            Timers timers,
            RunEnds ends,
            ChangeSignals signals,
            ChildEnds children,
            ActionDefinitions definitions,
            Snapshots snapshots,
            Clock clock) {
        this.commit = commit;
        this.work = work;
        this.commands = commands;
        this.texts = texts;
        this.tenants = tenants;
        this.timers = timers;
        this.ends = ends;
        this.signals = signals;
        this.children = children;
        this.definitions = definitions;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    GroupCommit commit() {
        return commit;
    }

    WorkQueue work() {
        return work;
    }

    RunCommands commands() {
        return commands;
    }

    JournalTexts texts() {
        return texts;
    }

    TenantDirectory tenants() {
        return tenants;
    }

    Timers timers() {
        return timers;
    }

    RunEnds ends() {
        return ends;
    }

    /** Screens may show what was written of a run. */
    void shown(RunId run) {
        signals.changed(run.tenant(), "runs");
    }

    ChildEnds children() {
        return children;
    }

    ActionDefinitions definitions() {
        return definitions;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    Clock clock() {
        return clock;
    }

    Retries retries() {
        return retries;
    }
}
