package dev.baton.message;

import dev.baton.model.AnswerChunk;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Streams one answer to one caller in its entrance's form. */
final class SseSink implements AnswerSink {

    private final StreamForm form;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ProblemWriter problems;
    private @Nullable SseOutput out;
    private byte[] ending = new byte[0];

    SseSink(
            StreamForm form,
            HttpServletRequest request,
            HttpServletResponse response,
            ProblemWriter problems) {
        this.form = form;
        this.request = request;
        this.response = response;
        this.problems = problems;
    }

    @Override
    public void begin(Head head, Runnable cancel) throws IOException {
        response.setHeader("X-Baton-Message", head.message().toString());
        response.setHeader("X-Baton-Decision", head.decision().toString());
        out = new SseOutput(response, cancel);
        out.write(form.opening(head));
    }

    @Override
    public void piece(AnswerChunk chunk) throws IOException {
        out().write(form.piece(chunk));
    }

    @Override
    public byte[] prepareEnd(List<AnswerChunk> withheld, Reply reply) {
        var bytes = new ByteArrayOutputStream();
        withheld.forEach(chunk -> bytes.writeBytes(form.piece(chunk)));
        bytes.writeBytes(form.ending(reply));
        ending = bytes.toByteArray();
        return out().whole(ending);
    }

    @Override
    public void end() throws IOException {
        out().write(ending);
    }

    @Override
    public void fail(Problem problem) throws IOException {
        out().write(form.failure(problems.document(request, problem)));
    }

    @Override
    public void close() {
        if (out != null) {
            out.close();
        }
    }

    private SseOutput out() {
        if (out == null) {
            throw new IllegalStateException("The stream has not begun");
        }
        return out;
    }
}
