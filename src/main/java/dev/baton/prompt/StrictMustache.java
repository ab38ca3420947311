package dev.baton.prompt;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;

import org.jspecify.annotations.Nullable;

import java.io.Writer;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Mustache without anything that could surprise: text is not escaped as HTML, a value is a map, a
 * list or a scalar and never an object with methods, there are no lambdas and no partials, and a
 * name that has no value is an error instead of nothing.
 */
final class StrictMustache {

    /** Repeats of list sections in one rendering; nested sections multiply. */
    private static final int MOST_REPEATS = 100_000;

    private static final int LONGEST_TEXT = 1_000_000;

    private static final Object NOTHING = new Object();

    private static final Mustache.Compiler COMPILER =
            Mustache.compiler()
                    .escapeHTML(false)
                    .strictSections(true)
                    .emptyStringIsFalse(true)
                    .withCollector(new PlainValues())
                    .withFormatter(StrictMustache::print);

    private StrictMustache() {}

    static Template compile(String text) {
        return COMPILER.compile(text);
    }

    /**
     * Renders with JSON-like values.
     *
     * @throws MustacheException.Context naming what has no value
     * @throws TooLarge when the text or the work for it grows beyond reason
     */
    static String render(Template template, Map<String, Object> values) {
        var out = new CappedText();
        template.execute(plain(values, new Budget()), out);
        return out.toString();
    }

    private static @Nullable Object plain(@Nullable Object value, Budget budget) {
        return switch (value) {
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, inner) -> copy.put(String.valueOf(key), plain(inner, budget)));
                yield copy;
            }
            case List<?> list ->
                    new Items(list.stream().map(inner -> plain(inner, budget)).toList(), budget);
            case null -> null;
            default -> value;
        };
    }

    private static CharSequence print(Object value) {
        if (value == NOTHING) {
            throw new MustacheException.Context("An item of a list is null", ".", 0);
        }
        return value instanceof String text ? text : PromptJson.write(value);
    }

    /** Rendering would take more room or work than any prompt needs. */
    static class TooLarge extends RuntimeException {
        TooLarge() {
            super("too large", null, false, false);
        }
    }

    private static class Budget {

        private int left = MOST_REPEATS;

        void spend() {
            if (--left < 0) {
                throw new TooLarge();
            }
        }
    }

    /** A list whose sections count against the rendering's budget. */
    private static final class Items extends AbstractList<@Nullable Object> {

        private final List<? extends @Nullable Object> items;
        private final Budget budget;

        Items(List<? extends @Nullable Object> items, Budget budget) {
            this.items = items;
            this.budget = budget;
        }

        @Override
        public @Nullable Object get(int index) {
            return items.get(index);
        }

        @Override
        public int size() {
            return items.size();
        }

        Iterator<Object> repeats() {
            var inner = items.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return inner.hasNext();
                }

                @Override
                public Object next() {
                    budget.spend();
                    var item = inner.next();
                    return item == null ? NOTHING : item;
                }
            };
        }
    }

    private static final class PlainValues implements Mustache.Collector {

        @Override
        public @Nullable Iterator<?> toIterator(Object value) {
            return switch (value) {
                case Items items -> items.repeats();
                case List<?> list -> list.iterator();
                case Map<?, ?> map -> List.of(map).iterator();
                default -> null;
            };
        }

        @Override
        public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
            return switch (context) {
                case Map<?, ?> _ -> PlainValues::field;
                case List<?> _ -> PlainValues::item;
                default -> null;
            };
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }

        private static @Nullable Object field(Object context, String name) {
            var map = (Map<?, ?>) context;
            return map.containsKey(name) ? map.get(name) : Template.NO_FETCHER_FOUND;
        }

        private static @Nullable Object item(Object context, String name) {
            var list = (List<?>) context;
            try {
                return list.get(Integer.parseInt(name));
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                return Template.NO_FETCHER_FOUND;
            }
        }
    }

    private static final class CappedText extends Writer {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] buffer, int offset, int length) {
            text.append(buffer, offset, length);
            check();
        }

        @Override
        public void write(String string, int offset, int length) {
            text.append(string, offset, offset + length);
            check();
        }

        private void check() {
            if (text.length() > LONGEST_TEXT) {
                throw new TooLarge();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
