package dev.baton.message.web;

import dev.baton.decision.RefusalSentence;
import dev.baton.limit.CallerLimits;
import dev.baton.message.MessageDesk;
import dev.baton.message.Question;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.web.Formats;
import dev.baton.prompt.TrialAnswer;
import dev.baton.tenant.Actor;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
        var sentence = RefusalSentence.of(problem.code(), problem.extensions(), formats);
        if (sentence.isEmpty()) {
            return text(
                    "problem." + problem.code(),
                    problem.arguments(),
                    String.valueOf(problem.getMessage()),
                    locale);
        }
        var told = text(sentence.get().key(), sentence.get().arguments(), "", locale);
        return problem.retryAfter()
                .map(wait -> told + " " + text("message.trial.again", soon(wait), "", locale))
                .orElse(told);
    }

    /** In whole seconds, never too early. */
    private List<String> soon(Duration wait) {
        var seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
        return List.of(formats.duration(Duration.ofSeconds(seconds)));
    }

    private String text(String key, List<?> arguments, String otherwise, Locale locale) {
        return String.valueOf(
                messages.getMessage(key, arguments.toArray(), otherwise, locale));
    }
}
