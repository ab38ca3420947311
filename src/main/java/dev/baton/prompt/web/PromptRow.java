package dev.baton.prompt.web;

import dev.baton.prompt.PromptSummary;
import org.jspecify.annotations.Nullable;

/**
 * A prompt template as the list shows it.
 *
 * @param uses agents that render it
 * @param calls of the last seven days, without those of tenants that its agents are shared with;
 *     null while nobody can tell
 */
record PromptRow(PromptSummary prompt, long uses, @Nullable Long calls) {}
