package dev.baton.prompt.web;

import dev.baton.model.Tokens;
import dev.baton.platform.problem.RuleRefused;
import dev.baton.prompt.PromptContent;
import dev.baton.prompt.PromptFault;
import dev.baton.prompt.PromptMessage;
import dev.baton.prompt.PromptRefused;
import dev.baton.prompt.PromptTemplate;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a template looks like with sample values, or why it cannot be rendered.
 *
 * @param tokens of all messages together, as models count
 * @param refusal what keeps the values from fitting, null when they do
 * @param unused variables that no text uses
 */
record PromptPreview(
        List<PromptMessage> messages,
        long tokens,
        List<PromptFault> faults,
        @Nullable RuleRefused refusal,
        Set<String> unused) {

    static PromptPreview of(PromptForm form) {
        return of(form.toContent(), form.samples());
    }

    private static PromptPreview of(PromptContent content, Map<String, Object> samples) {
        try {
            var template = PromptTemplate.of(content);
            try {
                var messages = template.render(samples);
                return new PromptPreview(
                        messages, tokens(messages), List.of(), null, template.unusedVariables());
            } catch (RuleRefused refused) {
                return new PromptPreview(
                        List.of(), 0, List.of(), refused, template.unusedVariables());
            }
        } catch (PromptRefused refused) {
            return new PromptPreview(List.of(), 0, refused.faults(), null, Set.of());
        }
    }

    private static long tokens(List<PromptMessage> messages) {
        return messages.stream().mapToLong(message -> Tokens.count(message.text())).sum();
    }
}
