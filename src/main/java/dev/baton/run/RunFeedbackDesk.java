package dev.baton.run;

import dev.baton.event.ChangeSignals;
import dev.baton.event.EventLog;
import dev.baton.platform.Page;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.trace.Trace;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What people and programs think of what runs came to: one word of each, the last one counts. */
@Service
public class RunFeedbackDesk {

    public static final int LONGEST_COMMENT = 2_000;

    private final RunDesk desk;
    private final Runs runs;
    private final FeedbackRows rows;
    private final EventLog events;
    private final ChangeSignals signals;
    private final RetryingTransactions transactions;
    private final Clock clock;

    RunFeedbackDesk(
            RunDesk desk,
            Runs runs,
            FeedbackRows rows,
            EventLog events,
            ChangeSignals signals,
            RetryingTransactions transactions,
            Clock clock) {
        this.desk = desk;
        this.runs = runs;
        this.rows = rows;
        this.events = events;
        this.signals = signals;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Takes the place of what the same one said of the run before. The same rating again is no
     * event.
     *
     * @param comment 2,000 characters at most; null or blank for none
     * @throws RunStillOpen when it has not ended
     */
    @Requires(Permission.RUNS_WRITE)
    public RunFeedback give(
            Actor by, UUID id, Rating rating, @Nullable String comment, Trace trace) {
        var run = desk.get(by.tenant(), id);
        var words = checked(comment);
        if (!run.status().isFinal()) {
            throw new RunStillOpen(run.id(), run.status());
        }
        var who = Starter.of(by);
        var now = clock.instant();
        var given =
                new RunFeedback(
                        by.requiredId(), who.key() != null, who.name(), rating, words, now, now);
        var kept =
                transactions.call(
                        () -> {
                            hold(run);
                            var earlier = rows.find(run.id(), given.rater()).orElse(null);
                            rows.put(run.id(), given);
                            var isSame = earlier != null && earlier.rating() == rating;
                            if (!isSame) {
                                tell(run, rating, trace);
                            }
                            return new Kept(
                                    rows.find(run.id(), given.rater()).orElse(given),
                                    isSame && !Objects.equals(comment(earlier), words));
                        });
        if (kept.onlyComment) {
            signals.changed(by.tenant(), "runs");
        }
        return kept.feedback;
    }

    private static @Nullable String comment(@Nullable RunFeedback given) {
        return given == null ? null : given.comment();
    }

    /**
     * What is kept of what somebody said.
     *
     * @param onlyComment whether nothing but the comment is another one
     */
    private record Kept(RunFeedback feedback, boolean onlyComment) {}

    /** Takes back what the same one said of the run; does nothing where they said nothing. */
    @Requires(Permission.RUNS_WRITE)
    public void takeBack(Actor by, UUID id, Trace trace) {
        var run = desk.get(by.tenant(), id);
        var rater = by.requiredId();
        transactions.run(
                () -> {
                    hold(run);
                    if (rows.find(run.id(), rater).isPresent()) {
                        rows.remove(run.id(), rater);
                        tell(run, null, trace);
                    }
                });
    }

    /** One after the other, so the figures that are told are right; and none outlives its run. */
    private void hold(Run run) {
        if (!runs.hold(run.id())) {
            throw new RunNotFound(run.id().value());
        }
    }

    private void tell(Run run, @Nullable Rating rating, Trace trace) {
        events.append(RunEvents.rated(run, rating, ratings(run), trace.traceId()));
    }

    private RunRatings ratings(Run run) {
        var id = run.id();
        return rows.ratings(id.tenant(), List.of(id.value()))
                .getOrDefault(id.value(), RunRatings.NONE);
    }

    /** Lines end as they are counted where they are written. */
    private static @Nullable String checked(@Nullable String comment) {
        if (comment == null || comment.isBlank()) {
            return null;
        }
        var words = comment.strip().replace("\r\n", "\n");
        if (words.length() > LONGEST_COMMENT) {
            var limit = "at most " + LONGEST_COMMENT + " characters";
            throw new BadInput(
                    "invalid_request",
                    "comment: " + limit + ".",
                    new FieldProblem("comment", "too_long", limit));
        }
        return words;
    }

    /** What the same one said last; empty for nothing. */
    @Transactional(readOnly = true)
    public Optional<RunFeedback> given(Actor by, Run run) {
        return by.id() == null ? Optional.empty() : rows.find(run.id(), by.id());
    }

    /**
     * Those with words, the newest first.
     *
     * @param without whose are left out; null for nobody's
     */
    @Transactional(readOnly = true)
    public List<RunFeedback> remarks(Run run, @Nullable UUID without, int limit) {
        return rows.remarks(run.id(), without, limit);
    }

    /**
     * In the order of who gave it.
     *
     * @param after id of the last one of the page before; null for the first page
     */
    @Transactional(readOnly = true)
    public Page<RunFeedback> list(TenantId tenant, UUID id, @Nullable UUID after, int limit) {
        var run = desk.get(tenant, id).id();
        return Page.of(rows.list(run, after, limit + 1), limit, found -> found.rater().toString());
    }

    /** Those of several runs; runs that nobody has rated are left out. */
    @Transactional(readOnly = true)
    public Map<UUID, RunRatings> ratings(TenantId tenant, Collection<UUID> runs) {
        return rows.ratings(tenant, runs);
    }
}
