package dev.baton.run;

import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.work.Priority;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

import java.time.Duration;
import java.util.UUID;

/**
 * What people want of a run that is under way. It is durable when a method returns; whoever
 * executes the run takes it in within a second.
 */
@Service
public class RunControl {

    private final CommandPost post;
    private final RunStarter starter;
    private final RunPriorities priorities;

    RunControl(CommandPost post, RunStarter starter, RunPriorities priorities) {
        this.post = post;
        this.starter = starter;
        this.priorities = priorities;
    }

    /** Ends a run that has not ended, whatever is under way; what it did is not undone. */
    @Requires(Permission.RUNS_WRITE)
    public void cancel(Actor by, UUID id, String reason) {
        post.send(new RunId(by.tenant(), id), new RunCommand.Cancel(by.name(), reason), null);
    }

    /** What is under way ends, nothing new begins. */
    @Requires(Permission.RUNS_WRITE)
    public void pause(Actor by, UUID id, String reason) {
        post.send(new RunId(by.tenant(), id), new RunCommand.Pause(by.name(), reason), null);
    }

    @Requires(Permission.RUNS_WRITE)
    public void resume(Actor by, UUID id) {
        post.send(new RunId(by.tenant(), id), new RunCommand.Resume(by.name()), null);
    }

    /**
     * Makes a run more or less urgent. One that waits for its turn is chosen by that from now on;
     * one that is executed is not interrupted, and is chosen by it after its next wait. So are the
     * runs that its steps begin from now on; those that they have begun stay as they are.
     *
     * @throws RunEnded when it has ended
     */
    @Requires(Permission.RUNS_WRITE)
    public void setPriority(Actor by, UUID id, Priority priority) {
        priorities.set(new RunId(by.tenant(), id), priority);
    }

    /**
     * Goes to the step that waits for it, or is kept for one that will; under a key once, however
     * often it comes.
     *
     * @throws RunKeyReused when the key came with another signal
     */
    @Requires(Permission.RUNS_WRITE)
    public void signal(
            Actor by, UUID id, String name, @Nullable Object payload, @Nullable RunKey key) {
        if (starter.known(by, key).isPresent()) {
            return;
        }
        try {
            post.send(new RunId(by.tenant(), id), new RunCommand.Signal(name, payload), key);
        } catch (DuplicateKeyException sentMeanwhile) {
            starter.known(by, key).orElseThrow(() -> sentMeanwhile);
        }
    }

    /**
     * Waits a little until whoever executes the run has taken in what was wanted of it, so that who
     * looks at it next sees that.
     */
    @Requires(Permission.RUNS_WRITE)
    public void awaitTaken(Actor by, UUID id, Duration patience) throws InterruptedException {
        post.awaitTaken(new RunId(by.tenant(), id), patience);
    }
}
