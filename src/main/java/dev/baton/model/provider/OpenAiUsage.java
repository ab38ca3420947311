package dev.baton.model.provider;

import dev.baton.model.ModelCall;
import dev.baton.model.TokenUsage;
import dev.baton.model.Tokens;

import tools.jackson.databind.JsonNode;

import java.util.Optional;

/** The {@code usage} object of OpenAI's answers, believed only as far as it makes sense. */
final class OpenAiUsage {

    /** More than any model can take or give in one call. */
    private static final long MOST = 1_000_000_000;

    private OpenAiUsage() {}

    static Optional<TokenUsage> of(JsonNode usage) {
        var input = tokens(usage.path("prompt_tokens"));
        var output = tokens(usage.path("completion_tokens"));
        if (input + output == 0) {
            return Optional.empty();
        }
        var cached = tokens(usage.path("prompt_tokens_details").path("cached_tokens"));
        return Optional.of(new TokenUsage(input, Math.min(cached, input), output, false));
    }

    /** What it probably was, when the provider does not say. */
    static TokenUsage counted(ModelCall call, String output) {
        return new TokenUsage(Tokens.ofRequest(call.body()), 0, Tokens.count(output), true);
    }

    private static long tokens(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong()
                ? Math.clamp(node.longValue(), 0, MOST)
                : 0;
    }
}
