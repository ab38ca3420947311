package dev.baton.prompt.web;

import dev.baton.prompt.Prompt;
import dev.baton.prompt.PromptContent;
import dev.baton.prompt.PromptMessage;
import dev.baton.prompt.PromptRole;
import dev.baton.prompt.PromptTrial;
import dev.baton.prompt.PromptType;
import dev.baton.prompt.PromptVariable;
import dev.baton.prompt.PromptVersion;
import dev.baton.prompt.VariableType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A template as it stands in the editor, right or wrong: every text as somebody typed it.
 *
 * @param version that the edit started from; 0 for a new one
 * @param agent to try it with
 * @param ask what a user would say, to try it
 */
record PromptForm(
        String name,
        String description,
        PromptType type,
        String note,
        Long version,
        List<BlockRow> blocks,
        List<VariableRow> variables,
        String agent,
        String ask) {

    PromptForm {
        name = Objects.requireNonNullElse(name, "");
        description = Objects.requireNonNullElse(description, "");
        type = Objects.requireNonNullElse(type, PromptType.CHAT);
        note = Objects.requireNonNullElse(note, "");
        version = Objects.requireNonNullElse(version, 0L);
        blocks = blocks == null ? List.of() : List.copyOf(blocks);
        variables = variables == null ? List.of() : List.copyOf(variables);
        agent = Objects.requireNonNullElse(agent, "");
        ask = Objects.requireNonNullElse(ask, "");
    }

    /** One block: who speaks and what. */
    record BlockRow(PromptRole role, String text) {

        BlockRow {
            role = Objects.requireNonNullElse(role, PromptRole.USER);
            // Browsers send line ends as the network likes them; a prompt has plain ones.
            text = Objects.requireNonNullElse(text, "").replace("\r\n", "\n");
        }
    }

    /**
     * One variable.
     *
     * @param presence {@code required} or {@code default}
     * @param preset the default, as text
     * @param options separated by commas
     * @param sample value for the preview, as text
     */
    record VariableRow(
            String name,
            VariableType type,
            String description,
            String presence,
            String preset,
            String options,
            String example,
            String sample) {

        static final String REQUIRED = "required";
        static final String DEFAULT = "default";

        VariableRow {
            name = Objects.requireNonNullElse(name, "").strip();
            type = Objects.requireNonNullElse(type, VariableType.STRING);
            description = Objects.requireNonNullElse(description, "");
            presence = Objects.requireNonNullElse(presence, REQUIRED);
            preset = Objects.requireNonNullElse(preset, "");
            options = Objects.requireNonNullElse(options, "");
            example = Objects.requireNonNullElse(example, "");
            sample = Objects.requireNonNullElse(sample, "");
        }

        static VariableRow named(String name) {
            return new VariableRow(name, VariableType.STRING, "", REQUIRED, "", "", "", "");
        }

        static VariableRow of(PromptVariable variable) {
            return new VariableRow(
                    variable.name(),
                    variable.type(),
                    variable.description(),
                    variable.required() ? REQUIRED : DEFAULT,
                    PromptVariable.print(variable.defaultValue()),
                    String.join(", ", variable.options()),
                    PromptVariable.print(variable.example()),
                    "");
        }

        /** The variable; a text that is no value of its type stays a text, which the lint finds. */
        PromptVariable toVariable() {
            var bare = new PromptVariable(name, type, description, null, optionList(), null);
            return new PromptVariable(
                    name,
                    type,
                    description,
                    presence.equals(DEFAULT) ? value(bare, preset) : null,
                    optionList(),
                    example.isBlank() ? null : value(bare, example));
        }

        /** Value to preview with: what was typed, else the example, else the default. */
        @Nullable Object sampleValue() {
            var variable = toVariable();
            if (!sample.isBlank()) {
                return value(variable, sample);
            }
            return variable.example() != null ? variable.example() : variable.defaultValue();
        }

        VariableRow sampled(String typed) {
            return new VariableRow(
                    name, type, description, presence, preset, options, example, typed);
        }

        private List<String> optionList() {
            return type == VariableType.ENUM
                    ? Arrays.stream(options.split(",")).map(String::strip).toList()
                    : List.of();
        }

        private static Object value(PromptVariable variable, String text) {
            return variable.parse(text).orElse(new Unreadable(text));
        }
    }

    /** Stands for a text that is no value of its variable's type; no type accepts it. */
    record Unreadable(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    static PromptForm blank(PromptType type) {
        var role = type == PromptType.CHAT ? PromptRole.SYSTEM : PromptRole.USER;
        var blocks = List.of(new BlockRow(role, ""));
        return new PromptForm("", "", type, "", 0L, blocks, List.of(), "", "");
    }

    /** Without what it was tried with, which is no part of a template. */
    PromptForm unsampled() {
        return new PromptForm(
                name,
                description,
                type,
                note,
                version,
                blocks,
                variables.stream().map(row -> row.sampled("")).toList(),
                "",
                "");
    }

    static PromptForm of(Prompt prompt, PromptVersion newest) {
        return new PromptForm(
                prompt.name(),
                prompt.description(),
                prompt.type(),
                "",
                prompt.version(),
                newest.content().messages().stream()
                        .map(block -> new BlockRow(block.role(), block.text()))
                        .toList(),
                newest.content().variables().stream().map(VariableRow::of).toList(),
                "",
                "");
    }

    PromptContent toContent() {
        var declared = variables.stream().map(VariableRow::toVariable).toList();
        if (type == PromptType.TEXT) {
            return PromptContent.text(blocks.isEmpty() ? "" : blocks.getFirst().text(), declared);
        }
        return PromptContent.chat(
                blocks.stream().map(row -> new PromptMessage(row.role(), row.text())).toList(),
                declared);
    }

    /** The values to preview and try it with; a variable without any is left out. */
    Map<String, Object> samples() {
        var samples = new HashMap<String, Object>();
        for (var row : variables) {
            var sample = row.sampleValue();
            if (sample != null) {
                samples.put(row.name(), sample);
            }
        }
        return samples;
    }

    /** Whether a variable holds what is asked, so that nothing else needs to. */
    public boolean takesInput() {
        return variables.stream().anyMatch(row -> row.name().equals(PromptVariable.INPUT));
    }

    /**
     * What is tried.
     *
     * @param saved version that the contents are, null for a draft
     */
    PromptTrial toTrial(@Nullable UUID saved) {
        return new PromptTrial(agent, toContent(), samples(), takesInput() ? "" : ask, saved);
    }

    /** These contents with what was typed in another form to try them. */
    PromptForm tried(PromptForm typed) {
        var rows = variables.stream().map(row -> row.sampled(typed.sample(row.name()))).toList();
        return new PromptForm(
                name, description, type, note, version, blocks, rows, typed.agent, typed.ask);
    }

    private String sample(String variable) {
        return variables.stream()
                .filter(row -> row.name().equals(variable))
                .map(VariableRow::sample)
                .findFirst()
                .orElse("");
    }

    /** The form after one step of editing, such as {@code add-block} or {@code up-block-2}. */
    PromptForm after(String step) {
        var at = step.lastIndexOf('-');
        var argument = at < 0 ? "" : step.substring(at + 1);
        return switch (at < 0 ? step : step.substring(0, at)) {
            case "add" ->
                    argument.equals("block")
                            ? withBlocks(appended(blocks, new BlockRow(nextRole(), "")))
                            : withVariables(appended(variables, VariableRow.named("")));
            case "remove-block" -> withBlocks(without(blocks, argument));
            case "up-block" -> withBlocks(lifted(blocks, argument));
            case "remove-variable" -> withVariables(without(variables, argument));
            case "declare" -> withVariables(appended(variables, VariableRow.named(argument)));
            default -> this;
        };
    }

    private PromptRole nextRole() {
        if (blocks.isEmpty()) {
            return PromptRole.SYSTEM;
        }
        return blocks.getLast().role() == PromptRole.USER ? PromptRole.ASSISTANT : PromptRole.USER;
    }

    private PromptForm withBlocks(List<BlockRow> changed) {
        return new PromptForm(
                name, description, type, note, version, changed, variables, agent, ask);
    }

    private PromptForm withVariables(List<VariableRow> changed) {
        return new PromptForm(
                name, description, type, note, version, blocks, changed, agent, ask);
    }

    private static <T> List<T> appended(List<T> rows, T row) {
        return Stream.concat(rows.stream(), Stream.of(row)).toList();
    }

    private static <T> List<T> without(List<T> rows, String index) {
        var rest = new ArrayList<>(rows);
        if (isIndex(rows, index)) {
            rest.remove(Integer.parseInt(index));
        }
        return rest;
    }

    private static <T> List<T> lifted(List<T> rows, String index) {
        var moved = new ArrayList<>(rows);
        if (isIndex(rows, index) && !index.equals("0")) {
            var at = Integer.parseInt(index);
            moved.add(at - 1, moved.remove(at));
        }
        return moved;
    }

    private static boolean isIndex(List<?> rows, String index) {
        return index.matches("[0-9]{1,3}") && Integer.parseInt(index) < rows.size();
    }
}
