package dev.baton.gateway;

import dev.baton.message.AnswerHead;
import dev.baton.message.MessageExchange;
import dev.baton.message.Reply;
import dev.baton.message.SseOutput;
import dev.baton.model.Answer;
import dev.baton.model.AnswerChunk;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Writes answers as the provider wrote them: nothing is lost between it and the caller. Not every
 * provider fills in all that OpenAI promises; what frames a whole answer is added where it is missing.
 */
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
        return json.writeValueAsBytes(framed(answer.body(), reply));
    }

    private static ObjectNode framed(ObjectNode given, Reply reply) {
        var framed = given.deepCopy();
        framed.putIfAbsent("id", new StringNode("chatcmpl-" + reply.message()));
        framed.putIfAbsent("object", new StringNode("chat.completion"));
        framed.putIfAbsent("created", new LongNode(reply.endedAt().getEpochSecond()));
        framed.putIfAbsent("model", new StringNode(reply.model()));
        return framed;
    }

    @Override
    public byte[] opening(AnswerHead head) {
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
