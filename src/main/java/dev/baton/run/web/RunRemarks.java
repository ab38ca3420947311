package dev.baton.run.web;

import dev.baton.platform.Page;
import dev.baton.run.ReplayReports;
import dev.baton.run.Run;
import dev.baton.run.RunFeedbackDesk;
import dev.baton.run.RunRatings;
import dev.baton.run.RunSnapshot;
import dev.baton.run.RunSnapshots;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;

/**
 * What is said of a run beside its steps: what people think of it, which of its states they keep,
 * and how it went where it is a replay.
 */
@Component
class RunRemarks {

    /** Those with words that are shown. */
    private static final int REMARKS = 20;

    private final RunFeedbackDesk feedback;
    private final RunSnapshots snapshots;
    private final ReplayReports replays;

    RunRemarks(
            RunFeedbackDesk feedback, RunSnapshots snapshots, ReplayReports replays) {
        this.feedback = feedback;
        this.snapshots = snapshots;
        this.replays = replays;
    }

    FeedbackView feedback(Run run, Actor by) {
        var tenant = run.id().tenant();
        var id = run.id().value();
        var own = by.may(Permission.RUNS_WRITE) ? by.id() : null;
        var remarks = feedback.remarks(run, own, REMARKS + 1);
        return new FeedbackView(
                feedback.ratings(tenant, List.of(id)).getOrDefault(id, RunRatings.NONE),
                feedback.given(by, run).orElse(null),
                remarks.stream().limit(REMARKS).toList(),
                remarks.size() > REMARKS);
    }

    /** Null for a run that is no replay. */
    @Nullable ReplayView replay(Run run) {
        return replays.of(run).map(ReplayView::of).orElse(null);
    }

    /** All of them: no run has more than a page. */
    List<RunSnapshot> snapshots(Run run) {
        return snapshots
                .list(run.id().tenant(), run.id().value(), Integer.MAX_VALUE, Page.MAX_LIMIT)
                .data();
    }
}
