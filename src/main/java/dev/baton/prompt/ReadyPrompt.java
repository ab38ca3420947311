package dev.baton.prompt;

/** A version of a prompt template, compiled. */
public record ReadyPrompt(
        PromptVersionId version, PromptId prompt, int number, PromptTemplate template) {

    static ReadyPrompt of(PromptVersion version) {
        return new ReadyPrompt(
                version.id(),
                version.prompt(),
                version.number(),
                PromptTemplate.of(version.content()));
    }
}
