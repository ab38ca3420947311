package dev.baton.message.web;

import dev.baton.limit.CallerLimits;
import dev.baton.message.MessageDesk;
import dev.baton.message.Question;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.web.Formats;
import dev.baton.prompt.TrialAnswer;
import dev.baton.tenant.Actor;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks for <em>Try it</em>: the same path as any message, with every refusal told in the reader's
 * words, also what refuses to make a question.
 */
@Component
class Trials {

    private final CallerLimits limits;
    private final MessageDesk desk;
    private final JsonMapper json;
    private final Formats formats;
    private final MessageSource messages;

    Trials(
            CallerLimits limits,
            MessageDesk desk,
            JsonMapper json,
            Formats formats,
            MessageSource messages) {
        this.limits = limits;
        this.desk = desk;
        this.json = json;
        this.formats = formats;
        this.messages = messages;
    }

    void stream(
            Actor by, Supplier<Question> question, HttpServletResponse response, Locale locale)
            throws IOException {
        var sink = new TrialSink(response, json, formats, problem -> told(problem, locale));
        try {
            desk.stream(by, charged(by, question.get()), sink, null);
        } catch (Problem refused) {
            sink.refuse(refused);
        }
    }

    TrialAnswer answer(Actor by, Supplier<Question> question, Locale locale) {
        try {
            var trial = new WholeTrial(formats);
            desk.answer(by, charged(by, question.get()), trial, null);
            return trial.answer();
        } catch (Problem refused) {
            return TrialAnswer.failed(told(refused, locale));
        }
    }

    /** As the APIs do: the console is no way round the limits. */
    private Question charged(Actor by, Question question) {
        limits.charge(by, OptionalInt.empty(), question.trace().traceId());
        return question;
    }

    private String told(Problem problem, Locale locale) {
        var text =
                messages.getMessage(
                        "problem." + problem.code(),
                        problem.arguments().toArray(),
                        problem.getMessage(),
                        locale);
        return String.valueOf(text);
    }
}
