package dev.baton.agent;

import dev.baton.model.AnswerChunk;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.TokenUsage;
import dev.baton.model.Tokens;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A text that is known already, given word by word. */
final class TextStream implements AnswerStream {

    private static final Pattern WORD = Pattern.compile("\\s*\\S+|\\s+$");

    private final Completion completion;
    private final List<String> words;
    private final String finishReason;
    private final TokenUsage whole;
    private int given = -1;
    private volatile boolean cancelled;

    TextStream(Completion completion, String text, String finishReason, TokenUsage usage) {
        this.completion = completion;
        this.words = WORD.matcher(text).results().map(MatchResult::group).toList();
        this.finishReason = finishReason;
        this.whole = usage;
    }

    static CallFailed cancelled(TokenUsage usage) {
        return new CallFailed(
                CallFailed.Reason.CANCELLED, "The call was cancelled.", null, null, usage);
    }

    @Override
    public @Nullable AnswerChunk next() throws CallFailed {
        if (cancelled) {
            throw cancelled(usage());
        }
        var at = given++;
        if (at < 0) {
            return completion.opening();
        }
        if (at < words.size()) {
            return completion.piece(words.get(at));
        }
        var endings = completion.endings(finishReason, whole);
        var ending = at - words.size();
        return ending < endings.size() ? endings.get(ending) : null;
    }

    @Override
    public TokenUsage usage() {
        if (given >= words.size()) {
            return whole;
        }
        var text = String.join("", words.subList(0, Math.max(given, 0)));
        return new TokenUsage(whole.input(), 0, Tokens.count(text), true);
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void close() {}
}
