package dev.baton.run;

import dev.baton.planner.PlanEstimates;
import dev.baton.platform.Ids;
import dev.baton.platform.commit.CommitUnavailable;
import dev.baton.platform.commit.GroupCommit;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.trace.RequestAge;
import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunState;
import dev.baton.tenant.Actor;
import dev.baton.work.Claim;
import dev.baton.work.LeaseLost;
import dev.baton.work.NewWork;
import dev.baton.work.Seats;
import dev.baton.work.WorkQueue;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Takes runs in. One for which there is a place begins here, in the same commit; any other waits
 * for one, on whichever instance has it first.
 */
@Component
class RunStarter {

    private static final Logger LOG = LoggerFactory.getLogger(RunStarter.class);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

    private final RunGraphs graphs;
    private final RunKeys keys;
    private final Runs runs;
    private final RunRoom room;
    private final Executions executions;
    private final JournalTexts texts;
    private final PlanEstimates estimates;
    private final Seats seats;
    private final WorkQueue work;
    private final GroupCommit commit;
    private final RetryingTransactions transactions;
    private final Clock clock;

    RunStarter(
            RunGraphs graphs,
            RunKeys keys,
            Runs runs,
            RunRoom room,
            Executions executions,
            JournalTexts texts,
            PlanEstimates estimates,
            Seats seats,
            WorkQueue work,
            GroupCommit commit,
            RetryingTransactions transactions,
            Clock clock) {
        this.graphs = graphs;
        this.keys = keys;
        this.runs = runs;
        this.room = room;
        this.executions = executions;
        this.texts = texts;
        this.estimates = estimates;
        this.seats = seats;
        this.work = work;
        this.commit = commit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The run is durable when this returns. One that was begun under the same key is that run.
     *
     * @throws RunKeyReused when the key came with another request before
     */
    RunHead start(Actor by, NewRun run) {
        var known = known(by, run.key());
        if (known.isPresent()) {
            return known.get();
        }
        commit.admit();
        room.require(by.tenant());
        var kept = graphs.keep(by.tenant(), run.graph());
        var findings = JsonSchemas.findings(kept.index().graph().input(), run.input());
        if (!findings.isEmpty()) {
            throw new InputRefused(findings);
        }
        var head = RunHead.of(by, run, kept.hash(), clock.instant());
        var work =
                new NewWork(
                        RunWorker.QUEUE,
                        by.tenant(),
                        head.id().value(),
                        run.priority(),
                        head.createdAt(),
                        null);
        if (run.plan() != null) {
            var of = run.workflow();
            estimates.begin(by.tenant(), run.id(), of == null ? null : of.workflow(), run.plan());
        }
        var written = new CompletableFuture<Void>();
        commit.add(
                seats.take(RunWorker.QUEUE, by.tenant())
                        .map(seat -> begin(head, run, work, seat, written))
                        .orElseGet(() -> queue(head, run, work, written)));
        return durable(by, head, run.key(), written);
    }

    /**
     * Takes a run in that begins with what another has come to; it waits for a place.
     *
     * @param moves what is taken over
     * @param state what they come to
     */
    RunHead fork(
            Actor by,
            RunHead head,
            List<JournalEntry.Move> moves,
            RunState state,
            @Nullable RunKey key) {
        commit.admit();
        room.require(by.tenant());
        var seal = texts.of(by.tenant());
        var rows = seal.rows(head.id(), 0, moves);
        var written = new CompletableFuture<Void>();
        commit.add(
                new RunRecord.Accepted(
                        head,
                        reason(head, seal),
                        words(moves, seal),
                        RunSummary.forked(state, rows.size()),
                        rows,
                        key,
                        null,
                        new NewWork(
                                RunWorker.QUEUE,
                                by.tenant(),
                                head.id().value(),
                                head.priority(),
                                head.createdAt(),
                                null),
                        List.of(RunEvents.started(head)),
                        new Told(() -> written.complete(null), written::completeExceptionally)));
        return durable(by, head, key, written);
    }

    /**
     * Sealed before it is committed with what is others': a seal that fails is this run's alone.
     */
    private static @Nullable String reason(RunHead head, JournalTexts.Seal seal) {
        var forked = head.forkedFrom();
        return forked == null || forked.reason() == null
                ? null
                : seal.reason(head.id(), forked.reason());
    }

    /** Its input is what the other began with. */
    private static @Nullable String words(List<JournalEntry.Move> moves, JournalTexts.Seal seal) {
        return moves.stream()
                .flatMap(move -> move.events().stream())
                .filter(RunEvent.RunStarted.class::isInstance)
                .findFirst()
                .map(event -> seal.words(((RunEvent.RunStarted) event).input()))
                .orElse(null);
    }

    /** The run that was begun under the same key; empty for a new key, or none. */
    Optional<RunHead> known(Actor by, @Nullable RunKey key) {
        return key == null
                ? Optional.empty()
                : keys.find(by.tenant(), key)
                        .map(
                                known -> {
                                    if (!Arrays.equals(known.body(), key.body())) {
                                        throw new RunKeyReused();
                                    }
                                    return known.run();
                                })
                        .flatMap(runs::find)
                        .map(Run::head);
    }

    private RunHead durable(
            Actor by, RunHead head, @Nullable RunKey key, CompletableFuture<Void> written) {
        try {
            commit.awaitAfter(RequestAge.now(), written);
            return head;
        } catch (CommitUnavailable late) {
            throw late;
        } catch (IllegalStateException refused) {
            // Another request with the same key was written first.
            if (refused.getCause() instanceof DuplicateKeyException) {
                return known(by, key).orElseThrow(() -> refused);
            }
            throw refused;
        }
    }

    private RunRecord begin(
            RunHead head,
            NewRun run,
            NewWork item,
            Seats.Seat seat,
            CompletableFuture<Void> written) {
        try {
            var owned = work.owned(item);
            var words = texts.of(head.id().tenant()).words(run.input());
            var execution = executions.create(head, owned.claim());
            execution.over().whenComplete((_, fault) -> over(seat, owned.claim(), fault));
            return execution.begin(
                    run.input(),
                    (rows, summary, events, told) ->
                            new RunRecord.Accepted(
                                    head,
                                    reason(head, texts.of(head.id().tenant())),
                                    words,
                                    summary,
                                    rows,
                                    run.key(),
                                    owned,
                                    null,
                                    events,
                                    new Told(
                                            () -> {
                                                executions.add(execution);
                                                told.written();
                                                written.complete(null);
                                            },
                                            reason -> {
                                                execution.discard();
                                                written.completeExceptionally(reason);
                                            })));
        } catch (RuntimeException | Error fault) {
            seat.close();
            throw fault;
        }
    }

    private RunRecord queue(
            RunHead head, NewRun run, NewWork item, CompletableFuture<Void> written) {
        var seal = texts.of(head.id().tenant());
        return new RunRecord.Accepted(
                head,
                reason(head, seal),
                seal.words(run.input()),
                RunSummary.pending(),
                List.of(
                        new JournalRow(
                                head.id(), 0, Ids.next(), seal.input(head.id(), run.input()))),
                run.key(),
                null,
                item,
                List.of(),
                new Told(() -> written.complete(null), written::completeExceptionally));
    }

    /** A fault of ours: the journal is right, so the run goes on from there in a moment. */
    private void over(Seats.Seat seat, Claim claim, @Nullable Throwable fault) {
        seat.close();
        if (fault == null) {
            work.letGo(claim);
            return;
        }
        try {
            transactions.run(
                    () ->
                            work.retry(
                                    claim,
                                    clock.instant().plus(AFTER_FAULT),
                                    String.valueOf(fault.getMessage())));
            LOG.error("Run {} broke off here and goes on from its journal", claim.id(), fault);
        } catch (LeaseLost gone) {
            LOG.info("Run {} is executed by another claim: {}", claim.id(), fault.toString());
        } catch (RuntimeException later) {
            LOG.error("Run {} broke off here", claim.id(), fault);
            LOG.warn("Run {} goes on when its lease has ended", claim.id(), later);
        } finally {
            work.letGo(claim);
        }
    }

    /** Who is told that a run is taken in, or is not. */
    private record Told(Runnable yes, Consumer<Throwable> no) implements RunRecord.Listener {

        @Override
        public void written() {
            yes.run();
        }

        @Override
        public void refused(Throwable reason) {
            no.accept(reason);
        }
    }
}
