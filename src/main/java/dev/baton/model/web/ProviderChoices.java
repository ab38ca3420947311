package dev.baton.model.web;

import dev.baton.model.ProviderKind;
import dev.baton.platform.web.Choice;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;

/** What one chooses from when connecting a provider, in the viewer's words. */
@Component
class ProviderChoices {

    /** Where some of those that speak OpenAI's format are found. */
    private static final List<Choice> ADDRESSES =
            List.of(
                    Choice.of("https://api.openai.com/v1", "OpenAI"),
                    Choice.of(
                            "https://generativelanguage.googleapis.com/v1beta/openai", "Gemini"),
                    Choice.of("https://api.mistral.ai/v1", "Mistral"),
                    Choice.of("https://api.deepseek.com/v1", "DeepSeek"),
                    Choice.of("https://api.groq.com/openai/v1", "Groq"),
                    Choice.of("https://api.x.ai/v1", "xAI"),
                    Choice.of("https://openrouter.ai/api/v1", "OpenRouter"));

    private final MessageSource messages;

    ProviderChoices(MessageSource messages) {
        this.messages = messages;
    }

    List<Choice> kinds() {
        return Arrays.stream(ProviderKind.values())
                .map(
                        kind ->
                                Choice.of(
                                        kind.wire(),
                                        text("connection.provider." + kind.wire()),
                                        text("connection.provider." + kind.wire() + ".detail")))
                .toList();
    }

    List<Choice> addresses() {
        return ADDRESSES;
    }

    List<Choice> priceSources() {
        return Stream.of("book", "own")
                .map(
                        it ->
                                Choice.of(
                                        it,
                                        text("connection.price.source." + it),
                                        text("connection.price.source." + it + ".detail")))
                .toList();
    }

    /** The tenant's own first, and the one that list prices are in. */
    static List<Choice> currencies(String own) {
        return Stream.of(own, "USD").distinct().map(ProviderChoices::currency).toList();
    }

    static Choice currency(String code) {
        var name = Currency.getInstance(code).getDisplayName(LocaleContextHolder.getLocale());
        return Choice.of(code, name.equals(code) ? code : code + " · " + name);
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
