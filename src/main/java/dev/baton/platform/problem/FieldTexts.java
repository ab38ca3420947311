package dev.baton.platform.problem;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Locale;

/** Words what is wrong with a field: the message {@code problem.field.<code>}. */
@Component
class FieldTexts {

    private final MessageSource messages;

    FieldTexts(MessageSource messages) {
        this.messages = messages;
    }

    FieldProblem problem(String field, String code, Locale language, Object... arguments) {
        return new FieldProblem(
                field, code, text("field." + code, code.replace('_', ' '), language, arguments));
    }

    /** A type as a caller knows it: text, number, list … */
    String type(String type, Locale language) {
        return text("type." + type, type, language);
    }

    String oneOf(List<String> values, Locale language) {
        var list = String.join(", ", values);
        return text("type.one_of", list, language, list);
    }

    private String text(String key, String fallback, Locale language, Object... arguments) {
        var text = messages.getMessage("problem." + key, arguments, fallback, language);
        return text == null ? fallback : text;
    }
}
