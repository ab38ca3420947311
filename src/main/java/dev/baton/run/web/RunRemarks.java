package dev.baton.run.web;

import dev.baton.platform.Page;
import dev.baton.run.Run;
import dev.baton.run.RunFeedbackDesk;
import dev.baton.run.RunRatings;
import dev.baton.run.RunSnapshot;
import dev.baton.run.RunSnapshots;
import dev.baton.tenant.Actor;

import org.springframework.stereotype.Component;

import java.util.List;

/** What people added to a run: what they think of it, and which of its states they keep. */
@Component
class RunRemarks {

    /** Those with words that are shown. */
    private static final int REMARKS = 50;

    private final RunFeedbackDesk feedback;
    private final RunSnapshots snapshots;

    RunRemarks(RunFeedbackDesk feedback, RunSnapshots snapshots) {
        this.feedback = feedback;
        this.snapshots = snapshots;
    }

    FeedbackView feedback(Run run, Actor by) {
        var tenant = run.id().tenant();
        var id = run.id().value();
        return new FeedbackView(
                feedback.ratings(tenant, List.of(id)).getOrDefault(id, RunRatings.NONE),
                feedback.given(by, run).orElse(null),
                feedback.list(tenant, id, null, REMARKS).data().stream()
                        .filter(each -> each.comment() != null)
                        .filter(each -> !each.rater().equals(by.id()))
                        .toList());
    }

    /** All of them: no run has more than a page. */
    List<RunSnapshot> snapshots(Run run) {
        return snapshots
                .list(run.id().tenant(), run.id().value(), Integer.MAX_VALUE, Page.MAX_LIMIT)
                .data();
    }
}
