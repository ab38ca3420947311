package dev.baton.workflow.web;

import dev.baton.platform.Page;
import dev.baton.platform.web.ListExport;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.WorkflowRegistry;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.io.IOException;
import java.util.Locale;

/** The list of workflows as a file, without their graphs. */
@Controller
class WorkflowExportController {

    private final WorkflowRegistry registry;
    private final WorkflowRows rows;

    WorkflowExportController(WorkflowRegistry registry, WorkflowRows rows) {
        this.registry = registry;
        this.rows = rows;
    }

    /** Read in pages of the screen's size: the figures of each are one statement. */
    @GetMapping({"/workflows.csv", "/workflows.json"})
    @Requires(Permission.WORKFLOWS_READ)
    void download(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(defaultValue = "") String state,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        table(actor)
                .write(
                        request,
                        response,
                        after ->
                                rows.of(
                                        registry.list(
                                                WorkflowsController.isArchive(state),
                                                q,
                                                sort,
                                                after,
                                                Page.DEFAULT_LIMIT,
                                                actor),
                                        actor));
    }

    /** Those who may not see runs get no columns about them, as on the screen. */
    private static ListExport<WorkflowRow> table(Actor by) {
        var table =
                new ListExport<WorkflowRow>()
                        .column("workflow_id", row -> row.workflow().id().value())
                        .column("name", row -> row.workflow().name())
                        .column("description", row -> row.workflow().description())
                        .column(
                                "status",
                                "status",
                                row -> row.workflow().status().name().toLowerCase(Locale.ROOT))
                        .column("version", "version", row -> row.workflow().latestNumber())
                        .column("triggers_active", "triggers", WorkflowRow::activeTriggers)
                        .column("triggers_resting", "triggers", WorkflowRow::restingTriggers);
        if (by.may(Permission.RUNS_READ)) {
            table.column("runs_7d", "runs", WorkflowRow::runs)
                    .column("runs_7d_more", "runs", WorkflowRow::hasMore)
                    .column("completed_7d", "success", WorkflowRow::completed)
                    .column("ended_7d", "success", WorkflowRow::ended)
                    .column("cost_average", "cost", WorkflowRow::averageCostText)
                    .column("currency", "cost", WorkflowRow::currency);
        }
        return table.column("created_by", "created-by", row -> row.workflow().createdBy())
                .column("changed_at", "changed", row -> row.workflow().updatedAt())
                .column("changed_by", "changed-by", row -> row.workflow().changedBy());
    }
}
