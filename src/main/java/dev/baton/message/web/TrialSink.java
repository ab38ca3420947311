package dev.baton.message.web;

import dev.baton.message.AnswerHead;
import dev.baton.message.AnswerSink;
import dev.baton.message.Reply;
import dev.baton.message.Response;
import dev.baton.message.SseOutput;
import dev.baton.model.AnswerChunk;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.web.Formats;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Streams one trial to the panel: {@code delta} with text, then {@code done} with the figures or
 * {@code failed} with a sentence for people.
 */
final class TrialSink implements AnswerSink {

    /** Nobody repeats a trial under a key. */
    private static final Response NOT_KEPT = Response.json(200, new byte[0]);

    /** What was let in from a provider has passed its own limits, not those for callers. */
    private static final JsonMapper PROVIDERS = JsonMapper.shared();

    private final HttpServletResponse response;
    private final JsonMapper json;
    private final Formats formats;
    private final Function<Problem, String> told;
    private @Nullable SseOutput out;
    private byte[] ending = new byte[0];
    private String decision = "";

    TrialSink(
            HttpServletResponse response,
            JsonMapper json,
            Formats formats,
            Function<Problem, String> told) {
        this.response = response;
        this.json = json;
        this.formats = formats;
        this.told = told;
    }

    /** The question was refused before there was a stream. */
    void refuse(Problem problem) throws IOException {
        try (var only = new SseOutput(response, () -> {})) {
            only.write(failed(problem));
        }
    }

    @Override
    public void admitted(AnswerHead head) {
        decision = head.decision().toString();
    }

    @Override
    public void begin(Runnable cancel) throws IOException {
        out = new SseOutput(response, cancel);
    }

    @Override
    public void piece(AnswerChunk chunk) throws IOException {
        var text = text(chunk);
        if (!text.isEmpty()) {
            out().write(delta(text));
        }
    }

    @Override
    public Response prepareEnd(List<AnswerChunk> withheld, Reply reply) {
        var done = json.createObjectNode();
        done.put("cost", formats.money(reply.cost().nanos(), reply.cost().currency()).exact());
        done.put("latency", formats.duration(reply.latency()));
        done.put("tokens", formats.number(reply.tokens().input() + reply.tokens().output()));
        done.put("decision_id", decision);
        var last = new StringBuilder();
        withheld.forEach(chunk -> last.append(text(chunk)));
        var end = SseOutput.encode("done", done.toString());
        ending = last.isEmpty() ? end : join(delta(last.toString()), end);
        return NOT_KEPT;
    }

    @Override
    public Response prepareFailure(Problem problem) {
        ending = failed(problem);
        return NOT_KEPT;
    }

    @Override
    public void end() throws IOException {
        out().write(ending);
    }

    @Override
    public void close() {
        if (out != null) {
            out.close();
        }
    }

    /** Text, or what a tool is called with, as it comes. */
    private String text(AnswerChunk chunk) {
        var text = new StringBuilder();
        for (var choice : PROVIDERS.readTree(chunk.json()).path("choices")) {
            var delta = choice.path("delta");
            text.append(delta.path("content").asString(""));
            for (var call : delta.path("tool_calls")) {
                text.append(call.path("function").path("name").asString(""));
                text.append(call.path("function").path("arguments").asString(""));
            }
        }
        return text.toString();
    }

    private byte[] delta(String text) {
        return SseOutput.encode("delta", json.createObjectNode().put("text", text).toString());
    }

    private byte[] failed(Problem problem) {
        var failed = json.createObjectNode().put("message", told.apply(problem));
        return SseOutput.encode("failed", failed.toString());
    }

    private static byte[] join(byte[] one, byte[] other) {
        var joined = new byte[one.length + other.length];
        System.arraycopy(one, 0, joined, 0, one.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }

    private SseOutput out() {
        if (out == null) {
            throw new IllegalStateException("The stream has not begun");
        }
        return out;
    }
}
