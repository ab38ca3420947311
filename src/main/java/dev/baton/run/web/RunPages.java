package dev.baton.run.web;

import dev.baton.ledger.Money;
import dev.baton.planner.Plan;
import dev.baton.planner.PlanEstimate;
import dev.baton.planner.PlanEstimates;
import dev.baton.planner.Planner;
import dev.baton.platform.web.ApiCall;
import dev.baton.platform.web.Formats;
import dev.baton.platform.web.chart.Meter;
import dev.baton.run.Run;
import dev.baton.run.RunHistory;
import dev.baton.run.RunStatus;
import dev.baton.run.engine.RunEvent;
import dev.baton.tenant.TenantDirectory;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;

/** Puts together what the page of a run shows. */
@Component
class RunPages {

    /** Letters of what a run came to; a file has all of it. */
    private static final int OUTPUT = 6_000;

    private static final int JOURNAL_PAGE = 50;

    /** What is longer is no call that somebody would copy. */
    private static final int LONGEST_CALL = 20_000;

    /**
     * The run as a whole.
     *
     * @param budget what it cost of what it may; null where it may cost what the tenant may
     * @param millis that it took so far
     * @param missing steps that it went on without
     * @param output what it came to; null before its end
     * @param estimate what its plan said; null where no plan stands behind it
     * @param phases in their order
     */
    record Overview(
            Run run,
            String currency,
            @Nullable Meter budget,
            Meter progress,
            @Nullable Long millis,
            List<String> missing,
            @Nullable PrettyJson output,
            @Nullable PlanEstimate estimate,
            List<PhaseView> phases) {

        public boolean isOpen() {
            return !run.status().isFinal();
        }

        public boolean isPaused() {
            return run.status() == RunStatus.PAUSED;
        }
    }

    /**
     * The steps of the run, drawn and told.
     *
     * @param graph null unless it is looked at, and where it is too large
     */
    record StepsView(
            Timeline timeline,
            int rows,
            StepPanel.@Nullable View chosen,
            @Nullable GraphDrawing graph) {

        public List<Timeline.Row> shown() {
            return timeline.rows(rows);
        }

        public int total() {
            return timeline.size();
        }

        /** What people call the step; its path where it has no title. */
        public String title(String path) {
            return timeline.title(path);
        }

        public boolean isChosen(StepGroup step) {
            return chosen != null && chosen.group().key().equals(step.key());
        }
    }

    private final RunHistory history;
    private final PlanEstimates estimates;
    private final Planner planner;
    private final TenantDirectory tenants;
    private final StepPanel panel;
    private final Formats formats;
    private final Clock clock;

    RunPages(
            RunHistory history,
            PlanEstimates estimates,
            Planner planner,
            TenantDirectory tenants,
            StepPanel panel,
            Formats formats,
            Clock clock) {
        this.history = history;
        this.estimates = estimates;
        this.planner = planner;
        this.tenants = tenants;
        this.panel = panel;
        this.formats = formats;
        this.clock = clock;
    }

    Overview overview(Run run) {
        var currency = tenants.get(run.id().tenant()).currency();
        var end = history.end(run);
        var output = end.map(RunEvent.RunEnded::output).orElse(null);
        var estimate = estimates.find(run.id().tenant(), run.id().value()).orElse(null);
        return new Overview(
                run,
                currency,
                budget(run, currency),
                progress(run),
                millis(run),
                end.map(RunEvent.RunEnded::missing).orElse(List.of()),
                PrettyJson.of(output, OUTPUT),
                estimate,
                phases(run, estimate, output));
    }

    private List<PhaseView> phases(
            Run run, @Nullable PlanEstimate estimate, @Nullable Object output) {
        var bytes = output == null ? null : Artefact.of(output).size(PhaseView.MOST_BYTES);
        return PhaseView.of(run, history.phases(run), estimate, bytes, formats, clock.instant());
    }

    private @Nullable Meter budget(Run run, String currency) {
        var limit = history.limit(run);
        if (limit == null) {
            return null;
        }
        var spent = run.summary().costNanos();
        return new Meter(
                formats.money(spent, currency).text()
                        + " / "
                        + formats.money(limit.nanos(), currency).text(),
                (double) spent / Money.NANOS_PER_UNIT,
                0,
                (double) limit.nanos() / Money.NANOS_PER_UNIT);
    }

    /** A full one is nothing to warn of. */
    private Meter progress(Run run) {
        var done = run.summary().progress();
        return new Meter(formats.percent(done), done, 0, 1);
    }

    private @Nullable Long millis(Run run) {
        var took = run.summary().took(clock.instant());
        return took == null ? null : took.toMillis();
    }

    StepsView steps(Run run, RunLook look) {
        var outline = Outline.of(history.plan(run), history.steps(run));
        return new StepsView(
                new Timeline(run, outline, clock.instant()),
                look.rowsOr(Timeline.ROWS),
                panel.of(run, outline, look),
                look.isGraph() ? GraphDrawing.of(history.plan(run), outline) : null);
    }

    StateView state(Run run, RunLook look) {
        var id = run.id();
        var now = history.state(id.tenant(), id.value());
        var version = Math.clamp(look.versionOr(now.version()), 0, now.version());
        var shown =
                version == now.version() || version == 0
                        ? now
                        : history.state(id.tenant(), id.value(), version);
        var with = Math.clamp(look.withOr(shown.version() - 1), 0, Math.max(0, now.version()));
        var before = with == 0 ? null : history.state(id.tenant(), id.value(), with);
        return StateView.of(shown, before, now.version());
    }

    JournalView journal(Run run, RunLook look) {
        var id = run.id();
        return JournalView.of(
                history.journal(id.tenant(), id.value(), look.afterOr(0), JOURNAL_PAGE));
    }

    /** What its plan decided; empty where none stands behind it, or it is not kept any more. */
    List<Plan.Why> why(Overview overview) {
        var estimate = overview.estimate();
        return estimate == null
                ? List.of()
                : planner.kept(overview.run().id().tenant(), estimate.hash())
                        .map(Plan::why)
                        .orElse(List.of());
    }

    /** What a program would send to begin the same again; null where that is too long to copy. */
    @Nullable ApiCall again(Run run) {
        var id = run.id();
        var input = history.input(run).orElse(null);
        var graph = history.graph(id.tenant(), id.value());
        if (input == null || graph.length() > LONGEST_CALL) {
            return null;
        }
        var body = new LinkedHashMap<String, @Nullable Object>();
        if (run.head().title() != null) {
            body.put("title", run.head().title());
        }
        body.put("graph", JsonMapper.shared().readTree(graph));
        body.put("input", input);
        var cap = run.head().givenCap();
        if (cap != null) {
            body.put("max_cost", new BigDecimal(new Money(cap, "").text()));
        }
        var call = ApiCall.of("POST", "/api/v1/tasks", body);
        return call.body().length() > LONGEST_CALL ? null : call;
    }
}
