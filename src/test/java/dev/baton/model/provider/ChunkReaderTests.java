package dev.baton.model.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.baton.model.AnswerChunk;
import dev.baton.model.CallFailed;
import dev.baton.model.ModelFixtures;
import dev.baton.platform.http.SseEvent;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

class ChunkReaderTests {

    private static final int PIECES = 200_000;

    @Test
    void readsAsManyOfOpenAisPiecesAsComeInNoTime() {
        var reader = new OpenAiChunks(ModelFixtures.call(ModelFixtures.asking("x")));

        readsQuickly(
                reader,
                "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':"
                        + "{'arguments':'0123456789'}}]}}]}");
    }

    @Test
    void readsAsManyOfAnthropicsPiecesAsComeInNoTime() throws CallFailed {
        var call = ModelFixtures.call(ModelFixtures.asking("x"));
        var reader = new AnthropicChunks(call, Instant.EPOCH);
        reader.take(event("{'type':'message_start','message':{'id':'m'}}"), new ArrayDeque<>());

        readsQuickly(
                reader,
                "{'type':'content_block_delta','delta':"
                        + "{'type':'input_json_delta','partial_json':'0123456789'}}");
    }

    private static void readsQuickly(ChunkReader reader, String piece) {
        var pieces = new ArrayDeque<AnswerChunk>();
        var event = event(piece);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    for (var count = 0; count < PIECES; count++) {
                        pieces.clear();
                        reader.take(event, pieces);
                    }
                });

        assertThat(pieces).hasSize(1);
        assertThat(reader.usage().output()).isGreaterThan(PIECES);
    }

    private static SseEvent event(String data) {
        return new SseEvent("message", data.replace('\'', '"'), null);
    }
}
