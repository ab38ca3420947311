package dev.baton.model.provider;

import dev.baton.model.TokenUsage;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** Anthropic counts cached input apart; here, as everywhere, it is a part of the input. */
final class AnthropicUsage {

    private static final long MOST = 1_000_000_000;

    private AnthropicUsage() {}

    static Optional<TokenUsage> of(JsonNode usage) {
        var cached = tokens(usage, "cache_read_input_tokens");
        var written = tokens(usage, "cache_creation_input_tokens");
        var input = tokens(usage, "input_tokens") + cached + written;
        var output = tokens(usage, "output_tokens");
        return input + output == 0
                ? Optional.empty()
                : Optional.of(new TokenUsage(input, cached, written, output, false));
    }

    static ObjectNode json(TokenUsage usage) {
        var json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("prompt_tokens", usage.input())
                        .put("completion_tokens", usage.output())
                        .put("total_tokens", usage.input() + usage.output());
        json.putObject("prompt_tokens_details").put("cached_tokens", usage.cachedInput());
        return json;
    }

    private static long tokens(JsonNode usage, String field) {
        return Math.clamp(usage.path(field).asLong(0), 0, MOST);
    }
}
