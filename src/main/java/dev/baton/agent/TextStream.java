package dev.baton.agent;

import dev.baton.model.AnswerChunk;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.TokenUsage;
import dev.baton.model.Tokens;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that is known already, given word by word. Only its reader can make it last, and holds the
 * agent's place meanwhile: whoever takes longer than the agent itself may is left.
 */
final class TextStream implements AnswerStream {

    /** What is no text of words comes in pieces all the same. */
    private static final Pattern WORD = Pattern.compile("\\s{0,200}\\S{1,200}|\\s{1,200}");

    private final Completion completion;
    private final String text;
    private final Matcher words;
    private final String finishReason;
    private final TokenUsage whole;
    private final long start = System.nanoTime();
    private final long patience;
    private boolean opened;
    private int given;
    private int ended;
    private volatile boolean cancelled;

    /** @param patience how long its reader may take */
    TextStream(
            Completion completion,
            String text,
            String finishReason,
            TokenUsage usage,
            Duration patience) {
        this.completion = completion;
        this.text = text;
        this.words = WORD.matcher(text);
        this.finishReason = finishReason;
        this.whole = usage;
        this.patience = patience.toNanos();
    }

    @Override
    public @Nullable AnswerChunk next() throws CallFailed {
        if (cancelled || System.nanoTime() - start > patience) {
            throw CallFailed.cancelled(usage());
        }
        if (!opened) {
            opened = true;
            return completion.opening();
        }
        if (given < text.length() && words.find()) {
            given = words.end();
            return completion.piece(words.group());
        }
        var endings = completion.endings(finishReason, whole);
        return ended < endings.size() ? endings.get(ended++) : null;
    }

    @Override
    public TokenUsage usage() {
        return opened && given >= text.length()
                ? whole
                : new TokenUsage(
                        whole.input(), 0, Tokens.count(text.substring(0, given)), true);
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void close() {}
}
