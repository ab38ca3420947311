package dev.baton.model.provider;

import dev.baton.model.AnswerChunk;
import dev.baton.model.CallFailed;
import dev.baton.model.ModelCall;
import dev.baton.model.TokenUsage;
import dev.baton.model.Tokens;
import dev.baton.platform.http.SseEvent;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Queue;

/**
 * Turns Anthropic's stream of events into OpenAI's chunks. A stream without a stop reason, or
 * without {@code message_stop}, was cut.
 */
final class AnthropicChunks implements ChunkReader {

    private final ModelCall call;
    private final boolean forwardsUsage;
    private final Instant now;
    private final StringBuilder text = new StringBuilder();
    private JsonNode message = JsonNodeFactory.instance.missingNode();
    private @Nullable TokenUsage atStart;
    private @Nullable TokenUsage usage;
    private int toolCalls;
    private boolean answering;
    private boolean answered;
    private boolean finished;
    private boolean complete;

    AnthropicChunks(ModelCall call, Instant now) {
        this.call = call;
        this.forwardsUsage = new RequestBody(call).wantsUsage();
        this.now = now;
    }

    @Override
    public void take(SseEvent event, Queue<AnswerChunk> pieces) throws CallFailed {
        var data = parse(event.data());
        switch (data.path("type").asString("")) {
            case "message_start" -> start(data.path("message"), pieces);
            case "content_block_start" -> block(data.path("content_block"), pieces);
            case "content_block_delta" -> delta(data.path("delta"), pieces);
            case "content_block_stop" -> answering = false;
            case "message_delta" -> finish(data, pieces);
            case "message_stop" -> stop(pieces);
            case "error" -> throw AnthropicAnswer.error(data.path("error"), given());
            // New kinds of event may come at any time and are to be passed over.
            default -> {}
        }
    }

    @Override
    public void end() throws CallFailed {
        throw Failures.cut(usage());
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public TokenUsage usage() {
        if (usage != null) {
            return usage;
        }
        if (atStart == null) {
            return OpenAiUsage.counted(call, text.toString());
        }
        return new TokenUsage(
                atStart.input(),
                atStart.cachedInput(),
                atStart.cacheWrites(),
                Tokens.count(text.toString()),
                true);
    }

    /** What is charged when an answer is none: nothing, unless it had begun as one. */
    private TokenUsage given() {
        return message.isMissingNode() ? TokenUsage.NONE : usage();
    }

    private void start(JsonNode started, Queue<AnswerChunk> pieces) throws CallFailed {
        if (!started.isObject()) {
            throw Failures.garbled("its beginning is not a message.", given());
        }
        message = started;
        atStart = AnthropicUsage.of(started.path("usage")).orElse(null);
        add(delta().put("role", "assistant").put("content", ""), pieces);
    }

    private void block(JsonNode block, Queue<AnswerChunk> pieces) {
        if (!block.path("type").asString("").equals("tool_use")) {
            return;
        }
        var name = block.path("name").asString("");
        if (name.equals(AnthropicAnswerTool.NAME)) {
            answering = true;
            answered = true;
            return;
        }
        write(name);
        var delta = delta();
        delta.putArray("tool_calls")
                .addObject()
                .put("index", toolCalls++)
                .put("id", block.path("id").asString(""))
                .put("type", "function")
                .putObject("function")
                .put("name", name)
                .put("arguments", "");
        add(delta, pieces);
    }

    private void delta(JsonNode given, Queue<AnswerChunk> pieces) {
        var delta = delta();
        switch (given.path("type").asString("")) {
            case "text_delta" -> delta.put("content", said(given, "text"));
            case "thinking_delta" -> delta.put("reasoning_content", said(given, "thinking"));
            case "input_json_delta" -> {
                var arguments = said(given, "partial_json");
                if (answering) {
                    delta.put("content", arguments);
                } else {
                    delta.putArray("tool_calls")
                            .addObject()
                            .put("index", Math.max(0, toolCalls - 1))
                            .putObject("function")
                            .put("arguments", arguments);
                }
            }
            default -> {
                return;
            }
        }
        add(delta, pieces);
    }

    private void finish(JsonNode data, Queue<AnswerChunk> pieces) {
        var output = AnthropicUsage.of(data.path("usage"));
        output.ifPresent(end -> usage = atStart == null ? end : joined(atStart, end));
        var reason = data.path("delta").path("stop_reason").asString("");
        if (reason.isEmpty()) {
            return;
        }
        finished = true;
        var answeredOnly = answered && toolCalls == 0;
        add(delta(), answeredOnly ? "stop" : AnthropicAnswer.finishReason(reason), pieces);
    }

    private void stop(Queue<AnswerChunk> pieces) throws CallFailed {
        if (!finished) {
            throw Failures.cut(usage());
        }
        if (forwardsUsage) {
            var chunk = AnthropicAnswer.envelope("chat.completion.chunk", message, now);
            chunk.putArray("choices");
            chunk.set("usage", AnthropicUsage.json(usage()));
            pieces.add(new AnswerChunk(chunk.toString(), true));
        }
        complete = true;
    }

    /** The end repeats what the start said, or says the output alone. */
    private static TokenUsage joined(TokenUsage start, TokenUsage end) {
        return new TokenUsage(
                Math.max(start.input(), end.input()),
                Math.max(start.cachedInput(), end.cachedInput()),
                Math.max(start.cacheWrites(), end.cacheWrites()),
                end.output(),
                false);
    }

    private JsonNode parse(String data) throws CallFailed {
        try {
            return WireJson.MAPPER.readTree(data);
        } catch (JacksonException e) {
            throw Failures.garbled("a piece of it is not JSON.", given());
        }
    }

    private String said(JsonNode delta, String field) {
        var words = delta.path(field).asString("");
        write(words);
        return words;
    }

    private void write(String words) {
        call.memory().grow(words.length());
        text.append(words);
    }

    private static ObjectNode delta() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void add(ObjectNode delta, Queue<AnswerChunk> pieces) {
        add(delta, null, pieces);
    }

    private void add(ObjectNode delta, @Nullable String finishReason, Queue<AnswerChunk> pieces) {
        var chunk = AnthropicAnswer.envelope("chat.completion.chunk", message, now);
        chunk.putArray("choices")
                .addObject()
                .put("index", 0)
                .<ObjectNode>set("delta", delta)
                .put("finish_reason", finishReason);
        pieces.add(new AnswerChunk(chunk.toString(), finishReason != null));
    }
}
