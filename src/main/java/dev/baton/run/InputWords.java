package dev.baton.run;

import dev.baton.platform.database.SearchPattern;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What lists find runs by that were asked for with something: the beginning of what its values say,
 * in a form in which the same word is written the same. That form is made here and not by a
 * collation, so that every database finds the same; there is no index of words, since not all
 * languages part them.
 */
final class InputWords {

    /** As many as the column takes. */
    static final int LETTERS = 500;

    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private InputWords() {}

    /** What is kept of an input; its names are those of the graph and tell no run from others. */
    static String of(Map<String, Object> input) {
        var text = new StringBuilder();
        add(input, text);
        return cut(alike(text.toString()));
    }

    /** A pattern for each of the words that somebody looks for. */
    static List<String> patterns(String sought) {
        return BETWEEN_WORDS
                .splitAsStream(alike(sought))
                .filter(word -> !word.isEmpty())
                .distinct()
                .map(SearchPattern::containing)
                .toList();
    }

    private static void add(@Nullable Object value, StringBuilder text) {
        if (text.length() >= LETTERS) {
            return;
        }
        switch (value) {
            case null -> {}
            case Map<?, ?> some -> addAll(some.values(), text);
            case Collection<?> some -> addAll(some, text);
            default -> {
                var said = value.toString();
                text.append(said, 0, Math.min(said.length(), LETTERS - text.length()));
                text.append('\n');
            }
        }
    }

    private static void addAll(Collection<?> values, StringBuilder text) {
        for (var value : values) {
            if (text.length() >= LETTERS) {
                return;
            }
            add(value, text);
        }
    }

    private static String alike(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** A letter of two halves stays whole. */
    private static String cut(String text) {
        if (text.length() <= LETTERS) {
            return text;
        }
        return text.substring(
                0, Character.isHighSurrogate(text.charAt(LETTERS - 1)) ? LETTERS - 1 : LETTERS);
    }
}
