package dev.baton.run.web;

import dev.baton.ledger.Money;
import dev.baton.platform.Page;
import dev.baton.platform.web.ListExport;
import dev.baton.platform.web.QueryWords;
import dev.baton.run.Run;
import dev.baton.run.RunDesk;
import dev.baton.run.RunFeedbackDesk;
import dev.baton.run.RunHead;
import dev.baton.run.RunRatings;
import dev.baton.run.RunSummary;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

import java.io.IOException;
import java.time.Clock;

/** The list of runs as a file, without what went in or came out. */
@Controller
class RunExportController {

    private final RunDesk desk;
    private final RunFeedbackDesk feedback;
    private final TenantDirectory tenants;
    private final Clock clock;

    RunExportController(
            RunDesk desk, RunFeedbackDesk feedback, TenantDirectory tenants, Clock clock) {
        this.desk = desk;
        this.feedback = feedback;
        this.tenants = tenants;
        this.clock = clock;
    }

    @GetMapping({"/runs.csv", "/runs.json"})
    @Requires(Permission.RUNS_READ)
    void download(
            TenantId id,
            @ModelAttribute("query") RunQuery query,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var tenant = tenants.get(id);
        var filter = query.filter(clock.instant(), tenant.zone());
        table(tenant.currency())
                .write(
                        request,
                        response,
                        after ->
                                rated(
                                        id,
                                        desk.list(
                                                id,
                                                filter,
                                                QueryWords.id(after),
                                                ListExport.PAGE)));
    }

    /** A run and what was thought of it. */
    private record Row(Run run, RunRatings ratings) {

        RunHead head() {
            return run.head();
        }

        RunSummary summary() {
            return run.summary();
        }
    }

    private Page<Row> rated(TenantId tenant, Page<Run> page) {
        var ratings =
                feedback.ratings(
                        tenant, page.data().stream().map(run -> run.id().value()).toList());
        return page.map(
                run -> new Row(run, ratings.getOrDefault(run.id().value(), RunRatings.NONE)));
    }

    private static ListExport<Row> table(String currency) {
        return new ListExport<Row>()
                .column("run_id", row -> row.run().id().value())
                .column("title", run -> run.head().title())
                .column("status", "status", row -> row.run().status().wire())
                .column("started_by", "by", run -> run.head().starter().name())
                .column("created_at", "began", run -> run.head().createdAt())
                .column("started_at", "began", run -> run.summary().startedAt())
                .column("ended_at", run -> run.summary().endedAt())
                .column("duration_ms", "duration", RunExportController::millis)
                .column(
                        "cost",
                        "cost",
                        run -> new Money(run.summary().costNanos(), currency).text())
                .column("currency", "cost", _ -> currency)
                .column("priority", "priority", run -> run.head().priority().wire())
                .column("current_step", "step", run -> run.summary().currentStep())
                .column("waits_until", "step", run -> run.summary().dueAt())
                .column("approval_open", "step", run -> run.summary().asks())
                .column("progress", run -> run.summary().progress())
                .column("attempts", run -> run.summary().attempts())
                .column("tokens_in", run -> run.summary().tokensIn())
                .column("tokens_out", run -> run.summary().tokensOut())
                .column(
                        "error",
                        run -> run.summary().error() == null ? null : run.summary().error().code())
                .column("thumbs_up", row -> row.ratings().up())
                .column("thumbs_down", row -> row.ratings().down())
                .column("key_id", run -> run.head().starter().key())
                .column("account_id", run -> run.head().starter().account())
                .column("correlation_id", run -> run.head().correlation())
                .column("trace_id", run -> run.head().traceId());
    }

    private static @Nullable Long millis(Row run) {
        var ended = run.summary().endedAt();
        var took = ended == null ? null : run.summary().took(ended);
        return took == null ? null : took.toMillis();
    }
}
