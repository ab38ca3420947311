package dev.baton.model.demo;

import dev.baton.model.AnswerChunk;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.TokenUsage;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Says what the demo model has to say token by token, one choice after the other. */
final class DemoStream implements AnswerStream {

    private final DemoCall call;
    private final DemoJson json;
    private final List<Saying> sayings;
    private boolean usageWanted;
    private int choice;
    private int piece = -1;
    private long said;

    DemoStream(DemoCall call, DemoJson json, List<Saying> sayings, boolean usageWanted) {
        this.call = call;
        this.json = json;
        this.sayings = sayings;
        this.usageWanted = usageWanted;
    }

    @Override
    public @Nullable AnswerChunk next() throws CallFailed {
        if (choice == sayings.size()) {
            return usageChunk();
        }
        var saying = sayings.get(choice);
        if (piece < 0) {
            piece = 0;
            return new AnswerChunk(json.begin(saying, choice), false);
        }
        if (piece < saying.pieces().size()) {
            call.think(usage());
            said++;
            return new AnswerChunk(json.piece(saying, choice, saying.pieces().get(piece++)), false);
        }
        piece = -1;
        var end = json.end(saying, choice++);
        return new AnswerChunk(end, choice == sayings.size());
    }

    @Override
    public TokenUsage usage() {
        return call.usage(said);
    }

    @Override
    public void cancel() {
        call.cancel();
    }

    @Override
    public void close() {}

    private @Nullable AnswerChunk usageChunk() {
        if (!usageWanted) {
            return null;
        }
        usageWanted = false;
        return new AnswerChunk(json.usageChunk(usage()), true);
    }
}
