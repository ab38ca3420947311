package dev.baton.gateway;

import dev.baton.message.AnswerSink;
import dev.baton.message.MessageExchange;
import dev.baton.message.Reply;
import dev.baton.message.SseOutput;
import dev.baton.model.Answer;
import dev.baton.model.AnswerChunk;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers as the provider wrote them: nothing is lost between it and the caller. */
@Component
class ChatCompletionForm implements MessageExchange.Form {

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] DONE = SseOutput.encode(null, "[DONE]");

    private final JsonMapper json;

    ChatCompletionForm(JsonMapper json) {
        this.json = json;
    }

    @Override
    public byte[] write(Answer answer, Reply reply) {
        return json.writeValueAsBytes(answer.body());
    }

    @Override
    public byte[] opening(AnswerSink.Head head) {
        return NOTHING;
    }

    @Override
    public byte[] piece(AnswerChunk chunk) {
        return SseOutput.encode(null, chunk.json());
    }

    @Override
    public byte[] ending(Reply reply) {
        return DONE;
    }

    /** OpenAI's clients raise an error for a chunk with {@code error}; no [DONE] follows. */
    @Override
    public byte[] failure(Map<String, Object> problem) {
        return SseOutput.encode(null, json.writeValueAsString(problem));
    }
}
