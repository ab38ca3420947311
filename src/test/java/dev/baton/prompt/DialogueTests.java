package dev.baton.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import java.util.List;
import java.util.Map;

class DialogueTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final PromptTemplate ASKING =
            PromptTemplate.of(
                    PromptContent.chat(
                            List.of(
                                    new PromptMessage(PromptRole.SYSTEM, "Be {{tone}}."),
                                    new PromptMessage(PromptRole.USER, "Question: {{input}}")),
                            List.of(
                                    PromptVariable.required("input", VariableType.STRING, ""),
                                    PromptVariable.defaulted(
                                            "tone", VariableType.STRING, "", "calm"))));

    private static final PromptTemplate INTRODUCING =
            PromptTemplate.of(PromptContent.text("Be calm.", List.of()));

    @Test
    void asksWithTheCallersOnlyMessage() {
        assertThat(ASKING.messages(messages("user: hello"), Map.of()))
                .isEqualTo(messages("system: Be calm.", "user: Question: hello"));
    }

    @Test
    void keepsTheConversationAroundTheQuestion() {
        assertThat(
                        ASKING.messages(
                                messages("user: hi", "assistant: hello", "user: why?", "tool: 42"),
                                Map.of("tone", "brief")))
                .isEqualTo(
                        messages(
                                "system: Be brief.",
                                "user: hi",
                                "assistant: hello",
                                "user: Question: why?",
                                "tool: 42"));
    }

    @Test
    void introducesTheConversationOtherwise() {
        assertThat(
                        INTRODUCING.messages(
                                messages("user: hi", "assistant: yes?", "user: go"), Map.of()))
                .isEqualTo(messages("system: Be calm.", "user: hi", "assistant: yes?", "user: go"));
    }

    @Test
    void missesTheInputWhenNobodyAsks() {
        assertThatThrownBy(() -> ASKING.messages(messages("assistant: hello"), Map.of()))
                .isInstanceOf(VariablesRefused.class)
                .hasMessageContaining("input");
        assertThat(ASKING.messages(messages(), Map.of("input", "hello")))
                .isEqualTo(messages("system: Be calm.", "user: Question: hello"));
    }

    @Test
    void refusesTheInputTwice() {
        assertThatThrownBy(() -> ASKING.messages(messages("user: a"), Map.of("input", "b")))
                .isInstanceOf(VariablesRefused.class)
                .extracting("code")
                .isEqualTo("variable_twice");
    }

    @Test
    void keepsPicturesOfTheQuestion() {
        var asked =
                array(
                        """
                        [{"role": "user", "content": [
                            {"type": "text", "text": "what is"},
                            {"type": "image_url", "image_url": {"url": "data:x"}},
                            {"type": "text", "text": "this?"}]}]
                        """);

        assertThat(ASKING.messages(asked, Map.of()).get(1))
                .isEqualTo(
                        array(
                                        """
                                        [{"role": "user", "content": [
                                            {"type": "text", "text": "Question: what is\\nthis?"},
                                            {"type": "image_url", "image_url": {"url": "data:x"}}]}]
                                        """)
                                .get(0));
    }

    private static ArrayNode messages(String... lines) {
        var messages = JSON.createArrayNode();
        for (var line : lines) {
            var colon = line.indexOf(':');
            messages.addObject()
                    .put("role", line.substring(0, colon))
                    .put("content", line.substring(colon + 2));
        }
        return messages;
    }

    private static ArrayNode array(String json) {
        return (ArrayNode) JSON.readTree(json);
    }
}
