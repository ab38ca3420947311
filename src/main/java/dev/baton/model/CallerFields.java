package dev.baton.model;

import static java.util.Map.entry;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a caller may not ask for, because a provider charges more for it than the model's price says:
 * a faster lane, a search, sound, another model. Only who sets an agent up knows what that costs, so
 * only an agent's pinned parameters may say it.
 */
public final class CallerFields {

    private static final Predicate<JsonNode> NOTHING = value -> false;

    /** Tools that the caller runs; any other kind runs, and is charged, at the provider. */
    private static final Set<String> CALLERS_TOOLS = Set.of("function", "custom");

    /** The fields that may cost more, each with the values that never do. */
    private static final Map<String, Predicate<JsonNode>> HARMLESS =
            Map.ofEntries(
                    entry("audio", NOTHING),
                    entry("enable_search", value -> !value.asBoolean(true)),
                    entry("fallbacks", NOTHING),
                    entry("inference_geo", NOTHING),
                    entry("mcp_servers", NOTHING),
                    entry("modalities", each(value -> isOneOf(value, Set.of("text")))),
                    entry("models", NOTHING),
                    entry("plugins", NOTHING),
                    entry("provider", NOTHING),
                    entry("search_parameters", NOTHING),
                    entry(
                            "service_tier",
                            value -> isOneOf(value, Set.of("auto", "default", "flex"))),
                    entry("speed", value -> isOneOf(value, Set.of("standard"))),
                    entry("tools", each(CallerFields::isCallers)),
                    entry("web_search_options", NOTHING));

    private CallerFields() {}

    /**
     * Checks a request as its caller sent it, before anything is pinned.
     *
     * @throws FieldNotAllowed naming the field that would make the call dearer
     */
    public static void check(ObjectNode body) {
        for (var field : body.properties()) {
            var harmless = HARMLESS.get(field.getKey());
            if (harmless != null
                    && !field.getValue().isNull()
                    && !harmless.test(field.getValue())) {
                throw FieldNotAllowed.costsMore(field.getKey());
            }
        }
        for (var cached : body.findValues("cache_control")) {
            // An hour in Anthropic's cache costs more to write than the five minutes of the price.
            if (cached.path("ttl").asString("").equals("1h")) {
                throw FieldNotAllowed.costsMore("cache_control");
            }
        }
    }

    private static Predicate<JsonNode> each(Predicate<JsonNode> harmless) {
        return values -> values.isArray() && values.valueStream().allMatch(harmless);
    }

    private static boolean isCallers(JsonNode tool) {
        return !tool.has("type") || isOneOf(tool.path("type"), CALLERS_TOOLS);
    }

    private static boolean isOneOf(JsonNode value, Set<String> allowed) {
        return value.isString() && allowed.contains(value.stringValue());
    }
}
