package dev.baton.run;

import dev.baton.platform.Ids;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.workflow.WorkflowFigures;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Tells the list of workflows what came of their runs. */
@Component
class WorkflowRuns implements WorkflowFigures {

    private static final String EACH =
            """
            SELECT MIN(workflow_id) AS workflow_id, COUNT(*) AS runs,
                SUM(CASE WHEN status = 'COMPLETED' THEN 1 ELSE 0 END) AS completed,
                SUM(CASE WHEN status IN ('COMPLETED', 'FAILED', 'TIMED_OUT') THEN 1 ELSE 0 END)
                    AS ended,
                SUM(CASE WHEN status IN ('COMPLETED', 'FAILED', 'TIMED_OUT') THEN cost_nanos
                    ELSE 0 END) AS cost
            FROM
                (SELECT workflow_id, status, cost_nanos FROM run FORCE INDEX (run_by_workflow)
                 WHERE tenant_id = ? AND workflow_id = ? AND id >= ?
                 ORDER BY id DESC LIMIT ?) AS newest
            """;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    WorkflowRuns(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<Figure, Map<UUID, Long>> of(Collection<UUID> workflows, Actor by) {
        if (!by.may(Permission.RUNS_READ)) {
            return Map.of();
        }
        var runs = new HashMap<UUID, Long>();
        var completed = new HashMap<UUID, Long>();
        var ended = new HashMap<UUID, Long>();
        var cost = new HashMap<UUID, Long>();
        jdbc.query(
                String.join(" UNION ALL ", Collections.nCopies(workflows.size(), EACH)),
                (RowCallbackHandler)
                        row -> {
                            var id = row.getBytes("workflow_id");
                            if (id != null) {
                                var workflow = Ids.fromBytes(id);
                                runs.put(workflow, row.getLong("runs"));
                                completed.put(workflow, row.getLong("completed"));
                                ended.put(workflow, row.getLong("ended"));
                                cost.put(workflow, row.getLong("cost"));
                            }
                        },
                parameters(workflows, by));
        return Map.of(
                Figure.RUNS,
                runs,
                Figure.COMPLETED,
                completed,
                Figure.ENDED,
                ended,
                Figure.COST,
                cost);
    }

    private Object[] parameters(Collection<UUID> workflows, Actor by) {
        var first = Ids.firstOf(clock.instant().minus(Duration.ofDays(DAYS)));
        var parameters = new ArrayList<Object>();
        for (var workflow : workflows) {
            parameters.add(Ids.bytes(by.tenant().value()));
            parameters.add(Ids.bytes(workflow));
            parameters.add(Ids.bytes(first));
            parameters.add(MOST_COUNTED + 1);
        }
        return parameters.toArray();
    }
}
