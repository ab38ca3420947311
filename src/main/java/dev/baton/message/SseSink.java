package dev.baton.message;

import dev.baton.model.AnswerChunk;
import dev.baton.platform.problem.Conflict;
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

    private static final Response NOT_KEPT = Response.json(200, new byte[0]);

    private final StreamForm form;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ProblemWriter problems;
    private final boolean kept;
    private @Nullable AnswerHead head;
    private @Nullable SseOutput out;
    private byte[] ending = new byte[0];

    /** @param kept whether the whole response is wanted, for a repeat of the request */
    SseSink(
            StreamForm form,
            HttpServletRequest request,
            HttpServletResponse response,
            ProblemWriter problems,
            boolean kept) {
        this.form = form;
        this.request = request;
        this.response = response;
        this.problems = problems;
        this.kept = kept;
    }

    @Override
    public void admitted(AnswerHead admitted) {
        head = admitted;
        admitted.headers().forEach(response::setHeader);
    }

    @Override
    public void begin(Runnable cancel) throws IOException {
        out = new SseOutput(response, cancel, kept);
        out.write(form.opening(head()));
    }

    @Override
    public void piece(AnswerChunk chunk) throws IOException {
        out().write(form.piece(chunk));
    }

    @Override
    public Response prepareEnd(List<AnswerChunk> withheld, Reply reply) {
        var bytes = new ByteArrayOutputStream();
        withheld.forEach(chunk -> bytes.writeBytes(form.piece(chunk)));
        bytes.writeBytes(form.ending(reply));
        return prepared(bytes.toByteArray());
    }

    @Override
    public Response prepareFailure(Problem problem) {
        return out == null
                ? WholeAnswer.of(problems.answer(request, problem)).with(head().headers())
                : prepared(form.failure(problems.document(request, problem)));
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

    private Response prepared(byte[] bytes) {
        ending = bytes;
        if (!kept) {
            return NOT_KEPT;
        }
        return out().whole(ending)
                .map(whole -> new Response(200, SseOutput.HEADERS, whole).with(head().headers()))
                .orElseGet(() -> WholeAnswer.of(problems.answer(request, new NotKept())));
    }

    private AnswerHead head() {
        if (head == null) {
            throw new IllegalStateException("The call has not gone out");
        }
        return head;
    }

    private SseOutput out() {
        if (out == null) {
            throw new IllegalStateException("The stream has not begun");
        }
        return out;
    }

    /** The answer under this key was given once, and was too large to be kept. */
    static final class NotKept extends Conflict {

        NotKept() {
            super(
                    "answer_not_kept",
                    "The answer under this Idempotency-Key was too large to be given again.");
        }
    }
}
