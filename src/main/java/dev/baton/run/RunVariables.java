package dev.baton.run;

import dev.baton.platform.problem.BadInput;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Variables of a run that is under way, changed by people. */
@Service
public class RunVariables {

    private final CommandPost post;
    private final Journals journals;

    RunVariables(CommandPost post, Journals journals) {
        this.post = post;
        this.journals = journals;
    }

    /**
     * Changes variables of a run.
     *
     * @param values a null removes a variable
     */
    @Requires(Permission.RUNS_WRITE)
    public void set(Actor by, UUID id, Map<String, @Nullable Object> values) {
        requireSome(values);
        post.send(
                new RunId(by.tenant(), id),
                new RunCommand.SetVariables(by.name(), values, null),
                null);
    }

    /**
     * Changes variables of a run that is at a version, and waits until it is known whether it was
     * at that when they were to be set.
     *
     * @param values a null removes a variable
     * @return whether they are set; false where that is still open when the patience is over. They
     *     are set later then, if the run is at that version still
     * @throws RunMovedOn when the run is at another version, and they are not set
     */
    @Requires(Permission.RUNS_WRITE)
    public boolean setAt(
            Actor by,
            UUID id,
            long version,
            Map<String, @Nullable Object> values,
            Duration patience)
            throws InterruptedException {
        requireSome(values);
        var run = new RunId(by.tenant(), id);
        post.requireOpen(run);
        requireVersion(run, version);
        var seen = Math.toIntExact(version);
        var wanted = new RunCommand.SetVariables(by.name(), values, seen);
        var taken = post.sendAndAwait(run, wanted, patience);
        if (taken.isEmpty()) {
            return false;
        }
        if (!journals.isSetBy(run, seen + 1, taken.get())) {
            throw new RunMovedOn(journals.last(run));
        }
        return true;
    }

    private static void requireSome(Map<String, @Nullable Object> values) {
        if (values.isEmpty()) {
            throw new BadInput("invalid_request", "variables: name at least one.");
        }
    }

    private void requireVersion(RunId run, long version) {
        var last = journals.last(run);
        if (version != last) {
            throw new RunMovedOn(last);
        }
    }
}
