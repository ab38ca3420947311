package dev.baton.agent;

import dev.baton.model.Answer;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.PreparedModelCall;
import dev.baton.model.TokenUsage;

import java.util.Optional;
import java.util.UUID;

/** A rendered prompt on its way to a model. */
record PromptCall(String model, Optional<UUID> promptVersion, PreparedModelCall call)
        implements PreparedCall {

    @Override
    public long worstCaseNanos() {
        return call.worstCaseNanos();
    }

    @Override
    public long costNanos(TokenUsage usage) {
        return call.costNanos(usage);
    }

    @Override
    public Answer answer() throws CallFailed {
        return call.answer();
    }

    @Override
    public AnswerStream stream() throws CallFailed {
        return call.stream();
    }

    @Override
    public void cancel() {
        call.cancel();
    }
}
