package dev.baton.prompt;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds what is wrong with a template before it is saved. What passes can only fail to render for a
 * field that a JSON value lacks, and then it says so.
 */
final class PromptLint {

    static final int MOST_MESSAGES = 50;
    static final int MOST_VARIABLES = 50;
    static final int LONGEST_TEXT = 100_000;

    private static final int LONGEST_VALUE = 20_000;
    private static final int DEEPEST_SECTION = 8;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private final List<PromptFault> faults = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private final PromptContent content;
    private final Map<String, PromptVariable> declared;

    private PromptLint(PromptContent content) {
        this.content = content;
        this.declared =
                content.variables().stream()
                        .collect(
                                Collectors.toMap(
                                        PromptVariable::name,
                                        Function.identity(),
                                        (first, _) -> first));
    }

    static List<PromptFault> faults(PromptContent content) {
        var lint = new PromptLint(content);
        lint.checkVariables();
        lint.checkMessages();
        return List.copyOf(lint.faults);
    }

    /** Variables that no text uses: not a fault, but most often a mistake. */
    static Set<String> unused(PromptContent content) {
        var lint = new PromptLint(content);
        lint.checkMessages();
        var unused = new TreeSet<>(lint.declared.keySet());
        unused.removeAll(lint.used);
        return unused;
    }

    private void checkVariables() {
        var names = new HashSet<String>();
        if (content.variables().size() > MOST_VARIABLES) {
            fault("variables", "too_many", "More than {0} variables.", "" + MOST_VARIABLES);
        }
        for (var i = 0; i < content.variables().size(); i++) {
            var variable = content.variables().get(i);
            var field = "variables[" + i + "]";
            if (!NAME.matcher(variable.name()).matches() || variable.name().equals("this")) {
                fault(
                        field + ".name",
                        "name_refused",
                        "The name {0} is not letters, digits and underscores after a letter.",
                        variable.name());
            } else if (!names.add(variable.name())) {
                fault(
                        field + ".name",
                        "name_twice",
                        "The variable {0} is declared twice.",
                        variable.name());
            }
            checkValues(variable, field);
        }
    }

    private void checkValues(PromptVariable variable, String field) {
        var type = variable.type().wire();
        if (variable.type() == VariableType.ENUM
                && (variable.options().isEmpty()
                        || variable.options().stream().anyMatch(String::isBlank))) {
            fault(
                    field + ".options",
                    "options_missing",
                    "The variable {0} of type enum lists no values.",
                    variable.name());
        }
        if (variable.name().equals(PromptVariable.INPUT)
                && variable.type() != VariableType.STRING) {
            fault(
                    field + ".type",
                    "input_not_text",
                    "The variable input holds what the caller asks and is a string.");
        }
        var preset = variable.defaultValue();
        if (preset != null && !(variable.accepts(preset) && isShort(preset))) {
            fault(
                    field + ".default",
                    "default_type",
                    "The default of {0} is not of type {1}.",
                    variable.name(),
                    type);
        }
        var example = variable.example();
        if (example != null && !(variable.accepts(example) && isShort(example))) {
            fault(
                    field + ".example",
                    "example_type",
                    "The example of {0} is not of type {1}.",
                    variable.name(),
                    type);
        }
    }

    private static boolean isShort(Object value) {
        return PromptVariable.print(value).length() <= LONGEST_VALUE;
    }

    private void checkMessages() {
        var messages = content.messages();
        if (messages.isEmpty()) {
            fault("messages", "messages_missing", "The prompt has no text.");
        }
        if (messages.size() > MOST_MESSAGES) {
            fault("messages", "too_many", "More than {0} blocks.", "" + MOST_MESSAGES);
        }
        for (var i = 0; i < messages.size(); i++) {
            checkText("messages[" + i + "].text", messages.get(i).text());
        }
    }

    private void checkText(String field, String text) {
        if (text.isBlank()) {
            fault(field, "text_missing", "The text is empty.");
            return;
        }
        if (text.length() > LONGEST_TEXT) {
            fault(field, "text_long", "The text is longer than {0}.", "" + LONGEST_TEXT);
            return;
        }
        try {
            var tags = TemplateTag.scan(text);
            var before = faults.size();
            checkTags(field, tags);
            if (faults.size() == before) {
                checkReadAlike(field, text, tags);
            }
        } catch (TemplateTag.Malformed malformed) {
            fault(
                    field,
                    malformed.code(),
                    "{0} on line {1} is not a tag that a prompt can use.",
                    malformed.tag(),
                    "" + malformed.line());
        }
    }

    private void checkTags(String field, List<TemplateTag> tags) {
        var open = new ArrayDeque<Section>();
        for (var tag : tags) {
            if (tag.kind() == TemplateTag.Kind.END) {
                if (open.isEmpty() || !open.pop().tag().name().equals(tag.name())) {
                    tagFault(field, "section_unopened", "{0} on line {1} closes nothing.", tag);
                    return;
                }
                continue;
            }
            var json = checkName(field, tag, open);
            if (tag.kind() != TemplateTag.Kind.VARIABLE) {
                open.push(new Section(tag, json && tag.kind() == TemplateTag.Kind.SECTION));
                if (open.size() > DEEPEST_SECTION) {
                    tagFault(field, "section_deep", "{0} on line {1} lies too deep.", tag);
                    return;
                }
            }
        }
        if (!open.isEmpty()) {
            tagFault(field, "section_unclosed", "{0} on line {1} is not closed.", open.pop().tag());
        }
    }

    /** Checks one name and says whether it stands for a JSON value. */
    private boolean checkName(String field, TemplateTag tag, Deque<Section> open) {
        var insideJson = open.stream().anyMatch(Section::json);
        if (tag.isPlace() || tag.name().equals(".")) {
            if (!insideJson) {
                tagFault(field, "place_outside", "{0} on line {1} is not inside a list.", tag);
            }
            return !tag.isPlace();
        }
        var variable = declared.get(tag.root());
        if (variable == null) {
            if (!insideJson || tag.root().equals("this")) {
                tagFault(
                        field,
                        "variable_undeclared",
                        "{0} on line {1} is not a declared variable.",
                        tag);
            }
            return true;
        }
        used.add(variable.name());
        var json = variable.type() == VariableType.JSON;
        if (tag.isPath() && !json && !insideJson) {
            tagFault(
                    field,
                    "path_refused",
                    "{0} on line {1} reaches into a variable that is not JSON.",
                    tag);
        }
        return json || insideJson;
    }

    /** The library must see the very tags that were checked, or the text is refused. */
    private void checkReadAlike(String field, String text, List<TemplateTag> tags) {
        var expected =
                tags.stream()
                        .filter(tag -> tag.kind() != TemplateTag.Kind.END)
                        .map(tag -> tag.kind() + " " + tag.name())
                        .toList();
        var seen = new ArrayList<String>();
        try {
            StrictMustache.compile(text).visit(new Names(seen));
        } catch (MustacheException | IndexOutOfBoundsException e) {
            seen.add("unreadable");
        }
        if (!seen.equals(expected)) {
            fault(field, "text_unreadable", "The tags of the text cannot be read.");
        }
    }

    private void tagFault(String field, String code, String sentence, TemplateTag tag) {
        fault(field, code, sentence, tag.name(), "" + tag.line());
    }

    private void fault(String field, String code, String sentence, String... arguments) {
        var full = sentence;
        for (var i = 0; i < arguments.length; i++) {
            full = full.replace("{" + i + "}", arguments[i]);
        }
        faults.add(PromptFault.of(field, code, full, arguments));
    }

    private record Section(TemplateTag tag, boolean json) {}

    private record Names(List<String> seen) implements Mustache.Visitor {

        @Override
        public void visitText(String text) {}

        @Override
        public void visitVariable(String name) {
            seen.add(TemplateTag.Kind.VARIABLE + " " + name);
        }

        @Override
        public boolean visitInclude(String name) {
            seen.add("include " + name);
            return false;
        }

        @Override
        public boolean visitSection(String name) {
            seen.add(TemplateTag.Kind.SECTION + " " + name);
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            seen.add(TemplateTag.Kind.INVERTED + " " + name);
            return true;
        }
    }
}
