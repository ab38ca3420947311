package dev.baton.message;

import dev.baton.model.Answer;
import dev.baton.platform.client.ClientWatch;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.problem.ProblemAnswer;
import dev.baton.platform.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer in one piece, in its entrance's form. */
final class WholeAnswer implements AnswerFormat {

    private final MessageExchange.Form form;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ProblemWriter problems;
    private final boolean kept;
    private Map<String, String> headers = Map.of();
    private @Nullable ClientWatch watch;

    /** @param kept whether the answer is wanted for a repeat of the request, whoever leaves */
    WholeAnswer(
            MessageExchange.Form form,
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

    static Response of(ProblemAnswer answer) {
        return new Response(answer.status(), answer.headers(), answer.body());
    }

    @Override
    public void begin(AnswerHead head, Runnable cancel) {
        headers = head.headers();
        headers.forEach(response::setHeader);
        if (!kept) {
            watch = ClientWatch.start(request, cancel);
        }
    }

    @Override
    public Response write(Answer answer, Reply reply) {
        return Response.json(200, form.write(answer, reply)).with(headers);
    }

    @Override
    public Response failure(Problem problem) {
        return of(problems.answer(request, problem)).with(headers);
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
