package dev.baton.model.provider;

import dev.baton.model.Answer;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;

/** One call, to be made once. */
public interface ProviderCall {

    Answer answer() throws CallFailed;

    /** Returns as soon as the first piece has come. */
    AnswerStream stream() throws CallFailed;

    /** Ends the call at once; callable from any thread, also before it started. */
    void cancel();
}
