package dev.baton.model.provider;

import dev.baton.model.InvalidField;
import dev.baton.model.ModelCall;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Baton itself reads of a chat completion request. */
public final class RequestBody {

    /** Widely understood, and what a provider is told when the caller named no maximum. */
    static final String MAX_TOKENS = "max_tokens";

    /** OpenAI's newer name; its reasoning models know no other. */
    static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";

    /** What client libraries and gateways take as instructions about the call itself. */
    private static final Set<String> REDIRECTING =
            Set.of(
                    "api_base",
                    "api_key",
                    "api_type",
                    "api_version",
                    "aws_access_key_id",
                    "aws_secret_access_key",
                    "azure_ad_token",
                    "azure_endpoint",
                    "base_url",
                    "custom_llm_provider",
                    "default_headers",
                    "extra_body",
                    "extra_headers",
                    "extra_query",
                    "litellm_params",
                    "model_list",
                    "vertex_credentials");

    private static final int MAX_CHOICES = 128;

    private final ObjectNode body;
    private final long maxOutputTokens;

    public RequestBody(ModelCall call) {
        this.body = call.body();
        this.maxOutputTokens = call.maxOutputTokens();
    }

    /** The field by which a caller tries to say where the call goes or who pays for it. */
    public static Optional<String> redirectingField(ObjectNode body) {
        for (var name : body.propertyNames()) {
            if (REDIRECTING.contains(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    ObjectNode json() {
        return body;
    }

    /** The most that one choice may be long: the caller's maximum, else the call's own. */
    public long maxOutputTokens() {
        var named = Math.max(positive(MAX_TOKENS), positive(MAX_COMPLETION_TOKENS));
        return named > 0 ? named : maxOutputTokens;
    }

    boolean namesMaximum() {
        return positive(MAX_TOKENS) > 0 || positive(MAX_COMPLETION_TOKENS) > 0;
    }

    /** How many answers are asked for. */
    public int choices() {
        var choices = integer("n").orElse(1L);
        if (choices < 1 || choices > MAX_CHOICES) {
            throw new InvalidField("n", "out_of_range", "1 to " + MAX_CHOICES + ".");
        }
        return choices.intValue();
    }

    /** Whether the caller wants to see the usage at the end of a stream. */
    public boolean wantsUsage() {
        return body.path("stream_options").path("include_usage").asBoolean(false);
    }

    public List<String> stops() {
        var stop = body.path("stop");
        if (stop.isArray()) {
            return stop.valueStream()
                    .filter(JsonNode::isString)
                    .map(JsonNode::stringValue)
                    .toList();
        }
        return stop.isString() ? List.of(stop.stringValue()) : List.of();
    }

    private long positive(String field) {
        var value = integer(field);
        if (value.isPresent() && value.get() < 1) {
            throw new InvalidField(field, "out_of_range", "At least 1.");
        }
        return value.orElse(0L);
    }

    private Optional<Long> integer(String field) {
        var node = body.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw new InvalidField(field, "not_an_integer", "A whole number.");
        }
        return Optional.of(node.longValue());
    }
}
