package dev.baton.message.web;

import dev.baton.prompt.TrialAnswer;
import dev.baton.message.AnswerFormat;
import dev.baton.message.Reply;
import dev.baton.message.Response;
import dev.baton.model.Answer;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.web.Formats;

/** Keeps the answer of one trial for its page; there are no bytes to send. */
final class WholeTrial implements AnswerFormat {

    private final Formats formats;
    private TrialAnswer answer = TrialAnswer.failed("");

    WholeTrial(Formats formats) {
        this.formats = formats;
    }

    TrialAnswer answer() {
        return answer;
    }

    @Override
    public Response write(Answer given, Reply reply) {
        var message = given.body().path("choices").path(0).path("message");
        var content = message.path("content");
        answer =
                new TrialAnswer(
                        content.isString()
                                ? content.stringValue()
                                : message.path("tool_calls").toString(),
                        formats.money(reply.cost().nanos(), reply.cost().currency()).exact(),
                        reply.latency().toMillis(),
                        reply.tokens().input() + reply.tokens().output(),
                        reply.decision().toString(),
                        null);
        return Response.json(200, new byte[0]);
    }

    @Override
    public Response failure(Problem problem) {
        return Response.json(problem.status(), new byte[0]);
    }
}
