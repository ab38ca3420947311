package dev.baton.agent;

import dev.baton.model.Answer;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.PreparedModelCall;
import dev.baton.model.TokenUsage;
import dev.baton.prompt.PromptVersionId;

import java.util.Optional;
import java.util.UUID;

/** A rendered prompt on its way to a model. */
record PromptCall(String model, Optional<PromptVersionId> prompt, PreparedModelCall call)
        implements PreparedCall {

    @Override
    public Optional<UUID> promptVersion() {
        return prompt.map(PromptVersionId::value);
    }

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
