package dev.baton.prompt;

import java.util.List;

/**
 * What a version of a template holds: its blocks and the variables they may use.
 *
 * @param messages one for {@link PromptType#TEXT}, whose role follows from its variables
 */
public record PromptContent(
        PromptType type, List<PromptMessage> messages, List<PromptVariable> variables) {

    public PromptContent {
        messages = List.copyOf(messages);
        variables = List.copyOf(variables);
    }

    /** A template of one text. */
    public static PromptContent text(String text, List<PromptVariable> variables) {
        var asks = variables.stream().anyMatch(v -> v.name().equals(PromptVariable.INPUT));
        var role = asks ? PromptRole.USER : PromptRole.SYSTEM;
        return new PromptContent(
                PromptType.TEXT, List.of(new PromptMessage(role, text)), variables);
    }

    /** A template of blocks with roles. */
    public static PromptContent chat(List<PromptMessage> messages, List<PromptVariable> variables) {
        return new PromptContent(PromptType.CHAT, messages, variables);
    }

    public boolean declares(String variable) {
        return variables.stream().anyMatch(declared -> declared.name().equals(variable));
    }
}
