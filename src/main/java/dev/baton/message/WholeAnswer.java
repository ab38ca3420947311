package dev.baton.message;

import dev.baton.model.Answer;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.problem.ProblemAnswer;
import dev.baton.platform.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;

/** An answer in one piece, in its entrance's form. */
record WholeAnswer(MessageExchange.Form form, HttpServletRequest request, ProblemWriter problems)
        implements AnswerFormat {

    /** Tell every client, whatever the body's form, where to look the message up, and why. */
    static Map<String, String> headers(UUID message, UUID decision) {
        return Map.of(
                "X-Baton-Message", message.toString(), "X-Baton-Decision", decision.toString());
    }

    static Response of(ProblemAnswer answer) {
        return new Response(answer.status(), answer.headers(), answer.body());
    }

    @Override
    public Response write(Answer answer, Reply reply) {
        return Response.json(200, form.write(answer, reply))
                .with(headers(reply.message(), reply.decision()));
    }

    @Override
    public Response failure(Problem problem) {
        return of(problems.answer(request, problem));
    }
}
