package dev.baton.platform.web;

import dev.baton.platform.problem.Problem;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What a refusal says to a person, in their language. */
@Component
class ProblemSentences {

    private final MessageSource messages;

    ProblemSentences(MessageSource messages) {
        this.messages = messages;
    }

    String of(Problem problem, Locale locale) {
        var detail = Objects.requireNonNullElse(problem.getMessage(), problem.code());
        var key = "problem." + problem.code();
        var text = messages.getMessage(key, problem.arguments().toArray(), detail, locale);
        return text == null ? detail : text;
    }
}
