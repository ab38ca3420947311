package dev.baton.model.provider;

import dev.baton.model.AnswerChunk;
import dev.baton.model.CallFailed;
import dev.baton.model.ModelCall;
import dev.baton.model.TokenUsage;
import dev.baton.platform.http.SseEvent;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;

import java.util.BitSet;
import java.util.Queue;

/**
 * Reads a stream of OpenAI's chunks. They are handed on exactly as they came; all that is looked
 * for is the end of every choice, the usage and errors. A stream without a finish reason for every
 * choice that began was cut; one that has them all and then ends without {@code [DONE]}, as some
 * compatible servers do, was not.
 */
final class OpenAiChunks implements ChunkReader {

    private static final String DONE = "[DONE]";

    private final ModelCall call;
    private final boolean forwardsUsage;
    private final int choices;
    private final StringBuilder text = new StringBuilder();
    private final BitSet begun = new BitSet();
    private final BitSet finished = new BitSet();
    private @Nullable TokenUsage usage;
    private boolean complete;

    OpenAiChunks(ModelCall call) {
        var request = new RequestBody(call);
        this.call = call;
        this.forwardsUsage = request.wantsUsage();
        this.choices = request.choices();
    }

    @Override
    public void take(SseEvent event, Queue<AnswerChunk> pieces) throws CallFailed {
        var data = event.data();
        if (data.startsWith(DONE)) {
            finish();
            return;
        }
        if (data.isBlank()) {
            return;
        }
        var chunk = scan(data);
        if (chunk.error() != null) {
            throw Failures.garbled("it reports an error: " + chunk.error(), given());
        }
        if (chunk.usage() != null) {
            usage = chunk.usage();
        }
        if (!chunk.isUsageOnly() || forwardsUsage) {
            pieces.add(new AnswerChunk(data, ends(chunk)));
        }
    }

    /** Who sends no {@code [DONE]} has not said either that no further choice begins. */
    @Override
    public void end() throws CallFailed {
        if (finished.cardinality() < choices) {
            throw Failures.cut(usage());
        }
        finish();
    }

    private void finish() throws CallFailed {
        if (!isEveryBegunFinished()) {
            throw Failures.cut(usage());
        }
        complete = true;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public TokenUsage usage() {
        return usage != null ? usage : OpenAiUsage.counted(call, text.toString());
    }

    /** What is charged when an answer is none: nothing, unless it had begun as one. */
    private TokenUsage given() {
        return usage == null && begun.isEmpty() ? TokenUsage.NONE : usage();
    }

    private ChunkScan scan(String data) throws CallFailed {
        var before = text.length();
        try {
            var chunk = ChunkScan.of(data, text, begun, finished);
            call.memory().grow(text.length() - before);
            return chunk;
        } catch (JacksonException e) {
            throw Failures.garbled("a piece of it is not JSON.", given());
        } catch (ChunkScan.NotAChunk e) {
            throw Failures.garbled(e.getMessage(), given());
        }
    }

    /** A provider may give fewer choices than it was asked for: any end may be the last. */
    private boolean ends(ChunkScan chunk) {
        return chunk.isUsageOnly() || isEveryBegunFinished();
    }

    private boolean isEveryBegunFinished() {
        return !begun.isEmpty() && begun.equals(finished);
    }
}
