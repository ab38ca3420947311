package dev.baton.run;

import dev.baton.planner.Range;
import dev.baton.planner.WorkflowHistory;
import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.workflow.WorkflowVersionId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Tells planning what runs of a workflow came to: of the newest, those that completed. */
@Component
class WorkflowRunHistory implements WorkflowHistory {

    /** So many tell more than the graph does. */
    private static final int ENOUGH = 5;

    private static final int MOST_LOOKED_AT = 200;
    private static final Duration LOOKED_BACK = Duration.ofDays(14);
    private static final double LOW = 0.10;
    private static final double LIKELY = 0.50;
    private static final double HIGH = 0.95;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    WorkflowRunHistory(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Ended(long cost, long millis) {}

    /**
     * One that goes on from another did only a part itself, so it does not count; nor does a
     * replay.
     */
    @Override
    @Transactional(readOnly = true)
    public Optional<Taken> of(WorkflowVersionId version) {
        var ended =
                jdbc.query(
                        """
                        SELECT cost_nanos, started_at, ended_at FROM
                            (SELECT workflow_version, forked_from, forked_version, replay, status,
                                 cost_nanos, started_at, ended_at
                             FROM run FORCE INDEX (run_by_workflow)
                             WHERE tenant_id = ? AND workflow_id = ? AND id >= ?
                             ORDER BY id DESC LIMIT ?) AS newest
                        WHERE workflow_version = ? AND (forked_from IS NULL OR forked_version = 0 AND replay IS NULL)
                          AND status = 'COMPLETED' AND started_at IS NOT NULL
                        """,
                        (row, _) ->
                                new Ended(
                                        row.getLong("cost_nanos"),
                                        Duration.between(
                                                        Utc.instant(row, "started_at"),
                                                        Utc.instant(row, "ended_at"))
                                                .toMillis()),
                        Ids.bytes(version.tenant().value()),
                        Ids.bytes(version.workflowId()),
                        Ids.bytes(Ids.firstOf(clock.instant().minus(LOOKED_BACK))),
                        MOST_LOOKED_AT,
                        version.number());
        return ended.size() < ENOUGH
                ? Optional.empty()
                : Optional.of(new Taken(range(ended, Ended::cost), range(ended, Ended::millis)));
    }

    private static Range range(List<Ended> ended, ToLongFunction<Ended> what) {
        var sorted = ended.stream().mapToLong(what).sorted().toArray();
        return new Range(at(sorted, LOW), at(sorted, LIKELY), at(sorted, HIGH));
    }

    private static long at(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * share) - 1)];
    }
}
