package dev.baton.run;

import dev.baton.platform.database.RetryingTransactions;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Brings commands to open runs, and waits for what executes them to take them in. */
@Component
class CommandPost {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Runs runs;
    private final RunCommands commands;
    private final RunKeys keys;
    private final Executions executions;
    private final RunEnds ends;
    private final RetryingTransactions transactions;

    CommandPost(
            Runs runs,
            RunCommands commands,
            RunKeys keys,
            Executions executions,
            RunEnds ends,
            RetryingTransactions transactions) {
        this.runs = runs;
        this.commands = commands;
        this.keys = keys;
        this.executions = executions;
        this.ends = ends;
        this.transactions = transactions;
    }

    /**
     * @throws RunEnded when it has ended
     */
    void requireOpen(RunId id) {
        var run = runs.find(id).orElseThrow(() -> new RunNotFound(id.value()));
        if (run.status().isFinal()) {
            throw new RunEnded(run.id(), run.status());
        }
    }

    /**
     * @param key that it is sent under once; null for none
     * @return id of the command
     * @throws RunEnded when the run has ended
     */
    UUID send(RunId run, RunCommand command, @Nullable RunKey key) {
        requireOpen(run);
        var sent =
                transactions.call(
                        () -> {
                            if (key != null) {
                                keys.add(run, key);
                            }
                            return commands.ask(run, command);
                        });
        var here = executions.find(run);
        if (here != null) {
            here.look();
        }
        return sent;
    }

    /**
     * @return id of the command; empty where it waits still when the patience is over
     * @throws RunEnded when the run has ended
     */
    Optional<UUID> sendAndAwait(RunId run, RunCommand command, Duration patience)
            throws InterruptedException {
        try (var wait = ends.of(run)) {
            var sent = send(run, command, null);
            return await(wait, patience, () -> !commands.waits(run, sent))
                    ? Optional.of(sent)
                    : Optional.empty();
        }
    }

    /** Waits a little until all that was wanted of a run is taken in. */
    void awaitTaken(RunId run, Duration patience) throws InterruptedException {
        try (var wait = ends.of(run)) {
            await(wait, patience, () -> commands.awaited(List.of(run)).isEmpty());
        }
    }

    private static boolean await(RunEnds.Wait wait, Duration patience, BooleanSupplier come)
            throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (!come.getAsBoolean()) {
            if (System.nanoTime() >= end || !wait.await(LOOK_AGAIN)) {
                return come.getAsBoolean();
            }
        }
        return true;
    }
}
