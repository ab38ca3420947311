package dev.baton.message;

import dev.baton.agent.Agent;
import dev.baton.agent.PreparedCall;
import dev.baton.model.Answer;
import dev.baton.model.CallFailed;
import dev.baton.platform.commit.CommitRecord;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What an asker makes of the end of an attempt. Called on the thread that makes it. */
public interface AttemptEnd {

    /**
     * The call is about to go out.
     *
     * @param agent that was chosen
     * @param chosenAt when it was
     * @param call to cancel it with
     * @return whether it still should
     */
    boolean begin(Agent agent, Instant chosenAt, PreparedCall call);

    /**
     * @return what is written in the same commit as the call; null for nothing
     */
    @Nullable CommitRecord answered(Answer answer, Reply reply);

    /**
     * @param costNanos of what was consumed all the same, in nano-units of the tenant's currency
     * @return what is written in the same commit as the call; null for nothing
     */
    @Nullable CommitRecord failed(CallFailed failure, long costNanos);
}
