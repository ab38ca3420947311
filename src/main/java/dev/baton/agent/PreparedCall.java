package dev.baton.agent;

import dev.baton.model.Answer;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.TokenUsage;

import java.util.Optional;
import java.util.UUID;

/** A call that is ready to go out, once. */
public interface PreparedCall {

    /** Model as the price book names it; the kind's name where no model is involved. */
    String model();

    /** Version of the prompt template that was rendered. */
    Optional<UUID> promptVersion();

    /** Most it can cost, in nano-units of the caller's currency. */
    long worstCaseNanos();

    /** What this use costs, in nano-units, rounded up. */
    long costNanos(TokenUsage usage);

    /** Calls and waits for the whole answer. */
    Answer answer() throws CallFailed;

    /** Calls and gives the answer piece by piece, as soon as the first has come. */
    AnswerStream stream() throws CallFailed;

    /** Ends the call upstream at once; callable from any thread, also before it started. */
    void cancel();
}
