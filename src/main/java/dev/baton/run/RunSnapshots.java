package dev.baton.run;

import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.util.UUID;

/** Snapshots that people and programs ask for, and those that are kept anyway. */
@Service
public class RunSnapshots {

    /** Of one run, that are asked for. */
    public static final int MOST = 100;

    private final RunDesk desk;
    private final RunHistory history;
    private final Snapshots snapshots;
    private final SnapshotRows rows;
    private final Clock clock;

    RunSnapshots(
            RunDesk desk, RunHistory history, Snapshots snapshots, SnapshotRows rows, Clock clock) {
        this.desk = desk;
        this.history = history;
        this.snapshots = snapshots;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Keeps the state that the run has now, as long as the run is kept.
     *
     * @throws RunNotBegun when it has none
     * @throws TooManySnapshots when as many were asked for
     */
    @Requires(Permission.RUNS_WRITE)
    @Transactional
    public RunSnapshot keep(Actor by, UUID id) {
        var run = desk.get(by.tenant(), id).id();
        var now = history.state(by.tenant(), id);
        if (now.version() == 0) {
            throw new RunNotBegun(run);
        }
        if (rows.count(run) >= MOST
                && rows.find(run, now.version()).filter(it -> !it.automatic()).isEmpty()) {
            throw new TooManySnapshots(MOST);
        }
        var body = snapshots.body(run, now.version(), now.state().image());
        var row = new SnapshotRows.Row(run, now.version(), now.at(), body);
        rows.add(row, by.name(), clock.instant());
        rows.claim(run, now.version(), by.name());
        return rows.find(run, now.version()).orElseThrow(() -> new RunNotFound(id));
    }

    /**
     * The newest first.
     *
     * @param after version of the last of the page before
     */
    @Transactional(readOnly = true)
    public Page<RunSnapshot> list(TenantId tenant, UUID id, int after, int limit) {
        var run = desk.get(tenant, id).id();
        return Page.of(
                rows.list(run, after, limit + 1),
                limit,
                found -> Integer.toString(found.version()));
    }
}
