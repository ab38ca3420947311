package dev.baton.planner;

import dev.baton.planner.Accuracy.Outcome;
import dev.baton.platform.Ids;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.WorkflowTemplate;
import dev.baton.workflow.WorkflowTemplates;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Holds what plans said against what their runs came to, by workflow and by template. */
@Service
@Transactional(readOnly = true)
public class PlanAccuracy {

    /** The newest tell how good estimates are now. */
    static final int MOST_LOOKED_AT = 200;

    private static final String NEWEST =
            """
            SELECT cost_low, cost_likely, cost_high, millis_low, millis_likely, millis_high,
                   actual_cost_nanos, actual_millis
            FROM plan_estimate FORCE INDEX (plan_estimate_by_%1$s)
            WHERE tenant_id = ? AND %2$s = ? AND completed_at IS NOT NULL
            ORDER BY completed_at DESC LIMIT ?
            """;

    private static final String OF_WORKFLOW = NEWEST.formatted("workflow", "workflow_id");
    private static final String OF_TEMPLATE = NEWEST.formatted("template", "template");

    private final JdbcTemplate jdbc;

    PlanAccuracy(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty where no run of a plan of it has completed. */
    @Requires(Permission.RUNS_READ)
    public Optional<Accuracy> ofWorkflow(Actor by, UUID workflow) {
        return of(by, OF_WORKFLOW, Ids.bytes(workflow));
    }

    /** By the id of the template; those of which no run has completed are missing. */
    @Requires(Permission.RUNS_READ)
    public Map<String, Accuracy> ofTemplates(Actor by) {
        var found = new LinkedHashMap<String, Accuracy>();
        for (var template : WorkflowTemplates.all().stream().map(WorkflowTemplate::id).toList()) {
            of(by, OF_TEMPLATE, template).ifPresent(it -> found.put(template, it));
        }
        return found;
    }

    private record Ended(Outcome cost, Outcome time) {}

    private Optional<Accuracy> of(Actor by, String sql, Object key) {
        var ended =
                jdbc.query(
                        sql,
                        (row, _) ->
                                new Ended(
                                        outcome(row, "cost", "actual_cost_nanos"),
                                        outcome(row, "millis", "actual_millis")),
                        Ids.bytes(by.tenant().value()),
                        key,
                        MOST_LOOKED_AT);
        return ended.isEmpty() ? Optional.empty() : Optional.of(accuracy(ended));
    }

    private static Accuracy accuracy(List<Ended> ended) {
        return new Accuracy(
                ended.size(),
                Accuracy.Error.of(ended.stream().map(Ended::cost).toList()),
                Accuracy.Error.of(ended.stream().map(Ended::time).toList()));
    }

    private static Outcome outcome(ResultSet row, String what, String actual) throws SQLException {
        var expected =
                new Range(
                        row.getLong(what + "_low"),
                        row.getLong(what + "_likely"),
                        row.getLong(what + "_high"));
        return new Outcome(expected, row.getLong(actual));
    }
}
