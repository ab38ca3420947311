package dev.baton.platform.web;

import org.jspecify.annotations.Nullable;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Locale;

/**
 * What a page tells after something was done: the model or redirect attribute {@code flash}.
 *
 * @param arguments of the message, already formatted for the reader
 * @param trace the trace id to quote, when something failed
 * @param undo what takes it back, where that is harmless
 */
public record Flash(
        Tone tone,
        String messageKey,
        List<String> arguments,
        @Nullable String trace,
        @Nullable Undo undo)
        implements Serializable {

    /** Name of the model attribute and of the redirect's flash attribute. */
    public static final String ATTRIBUTE = "flash";

    public static Flash done(String messageKey, String... arguments) {
        return new Flash(Tone.OK, messageKey, List.of(arguments), null, null);
    }

    public static Flash warning(String messageKey, String... arguments) {
        return new Flash(Tone.WAITING, messageKey, List.of(arguments), null, null);
    }

    public static Flash failed(@Nullable String trace, String messageKey, String... arguments) {
        return new Flash(Tone.FAILED, messageKey, List.of(arguments), trace, null);
    }

    /** The same with a way back: what is harmless needs no question before, only this after. */
    public Flash undoneBy(String address) {
        return undoneBy(address, Map.of());
    }

    /** @param fields of the form that is sent there */
    public Flash undoneBy(String address, Map<String, String> fields) {
        return new Flash(tone, messageKey, arguments, trace, new Undo(address, Map.copyOf(fields)));
    }

    /** A form that takes back what was done. */
    public record Undo(String address, Map<String, String> fields) implements Serializable {}

    /** How it went; each tone looks like the state of that name. */
    public enum Tone {
        OK,
        WAITING,
        FAILED;

        public String state() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
