package dev.baton.identity.web;

import dev.baton.platform.web.Choice;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Values of an enum to choose one from, in the reader's language. */
@Component
class EnumChoices {

    private final MessageSource messages;

    EnumChoices(MessageSource messages) {
        this.messages = messages;
    }

    /** Null for none, which often means any, and for a text that is no value. */
    static <E extends Enum<E>> @Nullable E parse(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(it -> it.name().equals(text))
                .findFirst()
                .orElse(null);
    }

    /**
     * @param key of the message that names a value
     */
    <E extends Enum<E>> List<Choice> all(Class<E> type, Function<E, String> key) {
        return Arrays.stream(type.getEnumConstants())
                .map(it -> Choice.of(it.name(), text(key.apply(it))))
                .toList();
    }

    String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
