package dev.baton.platform.web;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.servlet.ModelAndView;

/**
 * Two versions of what a form holds: as somebody typed it, and as somebody else has saved it
 * meanwhile. A form is a record; records in it count field by field, everything else as a whole. Its
 * component {@code version} is what the edit started from and no field.
 *
 * @param rows the fields in which they differ
 * @param by who saved the other version, if that is known
 */
public record EditConflict(List<Row> rows, @Nullable String by, @Nullable Instant at) {

    private static final String ATTRIBUTE = "conflict";

    /** Name of the parameter that holds the fields of which the other version is taken. */
    public static final String TAKEN = "theirs";

    private static final String VERSION = "version";

    /** A field as in {@code *{limits.timeout}}, and what each version says there. */
    public record Row(String field, String mine, String theirs) {}

    /**
     * @param counts whether a field matters; secrets, of which no form says what is stored, do not
     * @param choices what the values of a field are called; of a field with rows, by {@code
     *     field.component}
     */
    public static <R extends Record> EditConflict between(
            R mine,
            R theirs,
            Predicate<String> counts,
            Map<String, List<Choice>> choices,
            @Nullable String by,
            @Nullable Instant at) {
        var rows = new ArrayList<Row>();
        compare("", mine, theirs, counts, choices, rows);
        return new EditConflict(List.copyOf(rows), by, at);
    }

    /** Whether both say the same: then there is nothing to ask. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The form's page, over the version that is newest now. */
    public ModelAndView on(ModelAndView page, Object form) {
        return on(page, form, new BeanPropertyBindingResult(form, "form"));
    }

    /** The same, with what else is to be said. */
    public ModelAndView on(ModelAndView page, Object form, BindingResult errors) {
        page.setStatus(HttpStatus.CONFLICT);
        return page.addObject("form", form)
                .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors)
                .addObject(ATTRIBUTE, this);
    }

    /** What was typed, with the fields taken that somebody ticked. */
    public static <R extends Record> R merged(R mine, R theirs, Set<String> taken) {
        return taken.isEmpty() ? mine : rebuilt("", mine, theirs, taken);
    }

    /** The same form over another version. */
    @SuppressWarnings("unchecked")
    public static <R extends Record> R over(R form, long version) {
        var values =
                Arrays.stream(form.getClass().getRecordComponents())
                        .map(it -> it.getName().equals(VERSION) ? version : value(it, form))
                        .toArray();
        return (R) made(form.getClass(), values);
    }

    private static void compare(
            String prefix,
            Record mine,
            Record theirs,
            Predicate<String> counts,
            Map<String, List<Choice>> choices,
            List<Row> rows) {
        for (var component : mine.getClass().getRecordComponents()) {
            var field = prefix + component.getName();
            var one = value(component, mine);
            var other = value(component, theirs);
            if (one instanceof Record inner && other instanceof Record outer) {
                compare(field + ".", inner, outer, counts, choices, rows);
            } else if (!component.getName().equals(VERSION) && counts.test(field)) {
                var row = new Row(field, text(one, field, choices), text(other, field, choices));
                if (!row.mine().equals(row.theirs())) {
                    rows.add(row);
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> R rebuilt(
            String prefix, R mine, R theirs, Set<String> taken) {
        var values = new ArrayList<@Nullable Object>();
        for (var component : mine.getClass().getRecordComponents()) {
            var field = prefix + component.getName();
            var one = value(component, mine);
            var other = value(component, theirs);
            if (one instanceof Record inner && other instanceof Record outer) {
                values.add(rebuilt(field + ".", inner, outer, taken));
            } else {
                values.add(taken.contains(field) ? other : one);
            }
        }
        return (R) made(mine.getClass(), values.toArray());
    }

    private static String text(
            @Nullable Object value, String field, Map<String, List<Choice>> choices) {
        return switch (value) {
            case null -> named("", choices.getOrDefault(field, List.of()));
            case Collection<?> several ->
                    several.stream()
                            .map(it -> text(it, field, choices))
                            .filter(it -> !it.isEmpty())
                            .collect(Collectors.joining(isTable(several) ? "\n" : ", "));
            case Record row ->
                    Arrays.stream(row.getClass().getRecordComponents())
                            .map(it -> text(value(it, row), field + "." + it.getName(), choices))
                            .filter(it -> !it.isEmpty() && !it.equals("false"))
                            .collect(Collectors.joining(": "));
            default ->
                    named(
                            value.toString().replace("\r\n", "\n").strip(),
                            choices.getOrDefault(field, List.of()));
        };
    }

    private static boolean isTable(Collection<?> several) {
        return several.stream().anyMatch(Record.class::isInstance);
    }

    private static String named(String text, List<Choice> names) {
        return names.stream()
                .filter(choice -> choice.value().equals(text))
                .map(Choice::label)
                .findFirst()
                .orElse(text);
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object made(Class<?> type, @Nullable Object[] values) {
        try {
            var parts =
                    Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(parts);
            constructor.setAccessible(true);
            return Objects.requireNonNull(constructor.newInstance(values));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
