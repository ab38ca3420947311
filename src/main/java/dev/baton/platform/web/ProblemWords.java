package dev.baton.platform.web;

import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * What a problem of which only the code was kept is called in the reader's words: {@code #problems}
 * in templates.
 */
@Component
public class ProblemWords {

    private final MessageSource messages;

    ProblemWords(MessageSource messages) {
        this.messages = messages;
    }

    /** The sentence, or the code where there is none. */
    public String told(String code) {
        return of(code).orElse(code);
    }

    /**
     * A text with places for figures says nothing without them; {@code problem.<code>.plain} is the
     * same without.
     */
    public Optional<String> of(String code) {
        return Stream.of(".plain", "")
                .map(form -> text("problem." + code + form))
                .filter(text -> !text.isEmpty() && !text.contains("{"))
                .findFirst();
    }

    private String text(String key) {
        return String.valueOf(
                messages.getMessage(key, null, "", LocaleContextHolder.getLocale()));
    }
}
