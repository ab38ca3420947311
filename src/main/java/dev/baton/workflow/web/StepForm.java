package dev.baton.workflow.web;

import dev.baton.platform.web.Choice;
import dev.baton.workflow.DraftOutline;
import dev.baton.workflow.DraftOutline.DraftStep;
import dev.baton.workflow.DraftTrial;
import dev.baton.workflow.GraphEdit;
import dev.baton.workflow.GraphFinding;
import dev.baton.workflow.GraphRefused;
import dev.baton.workflow.web.StepField.Look;
import dev.baton.workflow.web.StepField.Row;
import dev.baton.workflow.web.StepFields.Member;

import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A step as a form, and a form as a step. A member changes only when what stands in its field does:
 * what a field cannot show stays as it is.
 */
final class StepForm {

    /** Rows that are asked for beside those that are there. */
    private static final int MORE = 1;

    static final String BEFORE = "before";
    static final String FIRST = "first";
    static final String THESE = "these";

    private static final List<String> HOWS = List.of("set", "add", "append", "merge");

    /** The fields that belong together. */
    record Part(String name, boolean isFolded, List<StepField> fields) {

        public boolean isOpen() {
            return !isFolded
                    || fields.stream()
                            .anyMatch(field -> field.isSet() || !field.findings().isEmpty());
        }
    }

    private final DraftOutline outline;
    private final DraftStep step;
    private final List<String> tools;

    StepForm(DraftOutline outline, DraftStep step, List<String> tools) {
        this.outline = outline;
        this.step = step;
        this.tools = tools;
    }

    List<Part> parts(List<GraphFinding> findings, DraftTrial trial) {
        return StepFields.of(step.json(), tools).stream()
                .map(
                        section ->
                                new Part(
                                        section.name(),
                                        section.isFolded(),
                                        section.members().stream()
                                                .map(member -> field(member, findings, trial))
                                                .toList()))
                .toList();
    }

    private StepField field(Member member, List<GraphFinding> findings, DraftTrial trial) {
        var pointer = step.pointer() + member.pointer();
        return shown(member)
                .with(
                        member,
                        at(member, findings),
                        trial.tried(pointer),
                        trial.namesBeyond(pointer, step.pointer() + "/when"));
    }

    private List<GraphFinding> at(Member member, List<GraphFinding> findings) {
        var pointer = step.pointer() + member.pointer();
        return findings.stream()
                .filter(
                        finding ->
                                finding.pointer().equals(pointer)
                                        || finding.pointer().startsWith(pointer + "/"))
                .toList();
    }

    /** What of a member the form shows. */
    private record Shown(
            Look look, String text, List<Row> rows, List<Choice> choices, List<String> chosen) {

        static Shown text(Look look, String text) {
            return new Shown(look, text, List.of(), List.of(), List.of());
        }

        StepField with(
                Member member,
                List<GraphFinding> findings,
                List<DraftTrial.Tried> tried,
                List<DraftTrial.Named> names) {
            return new StepField(
                    member.path(), look, text, rows, choices, chosen, findings, tried, names);
        }

        /** Rows as they are posted: without those to come. */
        List<Row> filled() {
            return rows.stream().filter(row -> !row.isEmpty()).toList();
        }
    }

    private Shown shown(Member member) {
        var value = value(member);
        return switch (member.look()) {
            case TEXT, EXPRESSION, NUMBER -> Shown.text(member.look(), JsonText.line(value));
            case VALUE -> Shown.text(Look.VALUE, JsonText.of(value));
            case CHOICE -> choice(member, JsonText.line(value));
            case FLAG ->
                    new Shown(
                            Look.FLAG,
                            "",
                            List.of(),
                            List.of(),
                            Boolean.TRUE.equals(value) ? List.of("true") : List.of());
            case SET -> set(member, value);
            case NAMES ->
                    texts(value) == null
                            ? Shown.text(Look.VALUE, JsonText.of(value))
                            : Shown.text(Look.NAMES, String.join("\n", listed(value)));
            case AFTER -> after(value);
            case MESSAGES, PAIRS, CASES, ASSIGN -> rows(member, value);
        };
    }

    private static List<String> listed(@Nullable Object value) {
        return Objects.requireNonNullElse(texts(value), List.of());
    }

    private @Nullable Object value(Member member) {
        Object value = step.json();
        for (var name : member.names()) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    private static Shown choice(Member member, String value) {
        var values = new ArrayList<>(member.values());
        if (!value.isEmpty() && !values.contains(value)) {
            values.add(value);
        }
        return new Shown(
                Look.CHOICE,
                value,
                List.of(),
                values.stream().map(each -> Choice.of(each, each)).toList(),
                List.of());
    }

    private static Shown set(Member member, @Nullable Object value) {
        var chosen = texts(value);
        if (chosen == null) {
            return Shown.text(Look.VALUE, JsonText.of(value));
        }
        var values = new ArrayList<>(member.values());
        chosen.stream().filter(each -> !values.contains(each)).forEach(values::add);
        return new Shown(
                Look.SET,
                "",
                List.of(),
                values.stream().map(each -> Choice.of(each, each)).toList(),
                chosen);
    }

    private Shown after(@Nullable Object value) {
        var named = texts(value);
        if (named == null) {
            return Shown.text(Look.VALUE, JsonText.of(value));
        }
        var choices = new ArrayList<Choice>();
        for (var other : outline.beside(step)) {
            if (!other.id().isEmpty()) {
                choices.add(Choice.of(other.id(), other.id(), other.title()));
            }
        }
        named.stream()
                .filter(each -> choices.stream().noneMatch(choice -> choice.value().equals(each)))
                .forEach(each -> choices.add(Choice.of(each, each)));
        var how = value == null ? BEFORE : named.isEmpty() ? FIRST : THESE;
        return new Shown(Look.AFTER, how, List.of(), choices, value == null ? step.after() : named);
    }

    /** Null for what is no list of texts; empty for nothing. */
    private static @Nullable List<String> texts(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                ? list.stream().map(String.class::cast).toList()
                : null;
    }

    private static Shown rows(Member member, @Nullable Object value) {
        var rows = new ArrayList<Row>();
        var isShown =
                switch (member.look()) {
                    case MESSAGES -> each(value, rows, StepForm::message);
                    case CASES -> each(value, rows, StepForm::branch);
                    case ASSIGN -> entries(value, rows, StepForm::assignment);
                    default ->
                            entries(
                                    value,
                                    rows,
                                    (name, each) -> new Row(name, "", value(member, each)));
                };
        if (!isShown) {
            return Shown.text(Look.VALUE, JsonText.of(value));
        }
        for (var more = 0; more < MORE; more++) {
            rows.add(Row.EMPTY);
        }
        return new Shown(member.look(), "", rows, List.of(), List.of());
    }

    /** A header is always a text. */
    private static String value(Member member, @Nullable Object value) {
        return member.path().equals("headers") ? JsonText.line(value) : JsonText.of(value);
    }

    private static boolean each(
            @Nullable Object value, List<Row> rows, Function<Map<?, ?>, @Nullable Row> reading) {
        if (value == null) {
            return true;
        }
        if (!(value instanceof List<?> list)) {
            return false;
        }
        for (var item : list) {
            var row = item instanceof Map<?, ?> map ? reading.apply(map) : null;
            if (row == null || row.isEmpty()) {
                return false;
            }
            rows.add(row);
        }
        return true;
    }

    private static boolean entries(
            @Nullable Object value,
            List<Row> rows,
            BiFunction<String, @Nullable Object, @Nullable Row> reading) {
        if (value == null) {
            return true;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return false;
        }
        for (var entry : map.entrySet()) {
            var row = reading.apply(String.valueOf(entry.getKey()), entry.getValue());
            if (row == null) {
                return false;
            }
            rows.add(row);
        }
        return true;
    }

    private static @Nullable Row message(Map<?, ?> message) {
        return message.get("role") instanceof String role
                ? new Row(role, "", JsonText.line(message.get("content")))
                : null;
    }

    private static @Nullable Row branch(Map<?, ?> branch) {
        var to = texts(branch.get("to"));
        var when = branch.get("when");
        return to == null || when != null && !(when instanceof String)
                ? null
                : new Row(JsonText.line(when), "", String.join(" ", to));
    }

    private static @Nullable Row assignment(String name, @Nullable Object change) {
        if (change instanceof Map<?, ?> map && map.size() == 1) {
            var how = String.valueOf(map.keySet().iterator().next());
            return HOWS.contains(how) ? new Row(name, how, JsonText.of(map.get(how))) : null;
        }
        return null;
    }

    /**
     * What a form makes of the step.
     *
     * @param edit to change it in
     * @return what in a field is no JSON, by its path; those members stay as they were
     */
    Map<String, String> write(MultiValueMap<String, String> form, GraphEdit edit) {
        var wrong = new LinkedHashMap<String, String>();
        for (var section : StepFields.of(step.json(), tools)) {
            for (var member : section.members()) {
                try {
                    write(member, form, edit);
                } catch (GraphRefused refused) {
                    wrong.put(member.path(), text(form, "f." + member.path()));
                }
            }
        }
        return wrong;
    }

    private void write(Member member, MultiValueMap<String, String> form, GraphEdit edit) {
        var shown = shown(member);
        var name = "f." + member.path();
        var isRows = !shown.rows.isEmpty();
        if (isRows) {
            var posted = posted(form, name);
            if (posted.isEmpty() && !form.containsKey(name + "[0].last")) {
                return;
            }
            var kept = posted.values().stream().filter(row -> !row.isEmpty()).toList();
            if (!kept.equals(shown.filled())) {
                edit.set(step.key(), member.names(), rows(member, posted));
            }
            return;
        }
        if (!form.containsKey(name)) {
            return;
        }
        var text = text(form, name);
        switch (shown.look) {
            case SET, FLAG -> {
                var chosen = form.get(name).stream().filter(each -> !each.isEmpty()).toList();
                if (!chosen.equals(inOrder(shown))) {
                    edit.set(
                            step.key(),
                            member.names(),
                            chosen.isEmpty() ? null : shown.look == Look.FLAG ? true : chosen);
                }
            }
            case AFTER ->
                    writeAfter(shown, text, form.getOrDefault(name + ".these", List.of()), edit);
            default -> {
                if (!text.equals(lines(shown.text))) {
                    edit.set(step.key(), member.names(), read(shown.look, text));
                }
            }
        }
    }

    /** As the boxes stand on the page. */
    private static List<String> inOrder(Shown shown) {
        return shown.look == Look.FLAG
                ? shown.chosen
                : shown.choices.stream().map(Choice::value).filter(shown.chosen::contains).toList();
    }

    private void writeAfter(Shown shown, String how, List<String> these, GraphEdit edit) {
        var isSame = how.equals(shown.text) && (!how.equals(THESE) || these.equals(inOrder(shown)));
        if (!isSame) {
            edit.set(
                    step.key(),
                    List.of("after"),
                    switch (how) {
                        case FIRST -> List.of();
                        case THESE -> these;
                        default -> null;
                    });
        }
    }

    private static @Nullable Object read(Look look, String text) {
        if (text.isBlank()) {
            return null;
        }
        return switch (look) {
            case VALUE -> JsonText.read(text);
            case NUMBER -> number(text.strip());
            case NAMES -> names(text);
            case TEXT, EXPRESSION, CHOICE -> text.strip();
            default -> text;
        };
    }

    private static Object number(String text) {
        if (text.matches("-?\\d{1,18}")) {
            return Long.valueOf(text);
        }
        return text.matches("-?\\d{1,18}\\.\\d{1,18}") ? (Object) Double.valueOf(text) : text;
    }

    private static List<String> names(String text) {
        return List.of(text.strip().split("[\\s,]+"));
    }

    /** By their places on the page. */
    private static Map<Integer, Row> posted(MultiValueMap<String, String> form, String name) {
        var rows = new LinkedHashMap<Integer, Row>();
        for (var at = 0; form.containsKey(name + "[" + at + "].last"); at++) {
            var row = name + "[" + at + "].";
            var first = text(form, row + "first");
            var last = text(form, row + "last");
            rows.put(
                    at,
                    last.isBlank() && isRole(name)
                            ? Row.EMPTY
                            : new Row(first, text(form, row + "second"), last));
        }
        return rows;
    }

    /** A message has a role whether or not it says something. */
    private static boolean isRole(String name) {
        return name.equals("f.messages");
    }

    private @Nullable Object rows(Member member, Map<Integer, Row> posted) {
        return switch (member.look()) {
            case MESSAGES -> list(member, posted, StepForm::writeMessage);
            case CASES -> list(member, posted, StepForm::writeCase);
            default -> map(member, posted);
        };
    }

    private interface Writing {
        void write(Row row, Map<String, @Nullable Object> item);
    }

    /** What of an item has no field stays with it. */
    private @Nullable List<?> list(Member member, Map<Integer, Row> posted, Writing writing) {
        var former = value(member) instanceof List<?> list ? list : List.of();
        var items = new ArrayList<Map<String, @Nullable Object>>();
        posted.forEach(
                (at, row) -> {
                    if (!row.isEmpty()) {
                        var item = new LinkedHashMap<String, @Nullable Object>();
                        if (at < former.size() && former.get(at) instanceof Map<?, ?> map) {
                            map.forEach((name, value) -> item.put(String.valueOf(name), value));
                        }
                        writing.write(row, item);
                        items.add(item);
                    }
                });
        return items.isEmpty() ? null : items;
    }

    private static void writeMessage(Row row, Map<String, @Nullable Object> message) {
        message.put("role", row.first());
        if (!row.last().equals(lines(JsonText.line(message.get("content"))))) {
            message.put("content", row.last());
        }
    }

    private static void writeCase(Row row, Map<String, @Nullable Object> branch) {
        if (row.first().isBlank()) {
            branch.remove("when");
        } else {
            branch.put("when", row.first().strip());
        }
        branch.put("to", row.last().isBlank() ? List.of() : names(row.last()));
    }

    private @Nullable Map<String, ?> map(Member member, Map<Integer, Row> posted) {
        var former = new HashMap<String, @Nullable Object>();
        if (value(member) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> former.put(String.valueOf(name), value));
        }
        var entries = new LinkedHashMap<String, @Nullable Object>();
        for (var row : posted.values()) {
            if (row.first().isBlank()) {
                continue;
            }
            var name = row.first().strip();
            if (member.look() == Look.ASSIGN) {
                var change = new LinkedHashMap<String, @Nullable Object>();
                change.put(
                        row.second().isEmpty() ? "set" : row.second(),
                        JsonText.readOrText(row.last()));
                entries.put(name, change);
            } else if (former.containsKey(name)
                    && row.last().equals(lines(value(member, former.get(name))))) {
                entries.put(name, former.get(name));
            } else {
                entries.put(
                        name,
                        member.path().equals("headers")
                                ? row.last()
                                : JsonText.readOrText(row.last()));
            }
        }
        return entries.isEmpty() ? null : entries;
    }

    private static String text(MultiValueMap<String, String> form, String name) {
        return lines(Objects.requireNonNullElse(form.getFirst(name), ""));
    }

    /** Browsers send each end of a line as two letters. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }
}
