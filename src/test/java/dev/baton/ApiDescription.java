package dev.baton;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The API's description, read strictly: an object has the members that are described, no other. */
public final class ApiDescription {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    registry ->
                            registry.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build()));

    private final ObjectNode document;
    private final Map<PathPattern, JsonNode> paths = new TreeMap<>();
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private ApiDescription(ObjectNode document) {
        this.document = document;
        for (var path : document.path("paths").properties()) {
            paths.put(PathPatternParser.defaultInstance.parse(path.getKey()), path.getValue());
        }
        close(document.path("components"));
        close(document.path("paths"));
    }

    static ApiDescription parse(byte[] json) {
        return new ApiDescription((ObjectNode) JSON.readTree(json));
    }

    /** Everything about a response that is not described. */
    List<String> breaches(HttpServletRequest request, RecordedResponse response) {
        var method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        var operation = operation(method, request.getRequestURI());
        if (operation.isEmpty()) {
            return method.equals("OPTIONS") ? List.of() : undescribed(request, response);
        }
        var described = operation.get().path("responses").path("" + response.getStatus());
        if (described.isMissingNode()) {
            return List.of("the status is not described; body: " + excerpt(response.text()));
        }
        return request.getMethod().equals("HEAD")
                ? List.of()
                : body(described.path("content"), response);
    }

    private Optional<JsonNode> operation(String method, String uri) {
        var path = PathContainer.parsePath(uri);
        return paths.entrySet().stream()
                .filter(entry -> entry.getKey().matches(path))
                .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject)
                .findFirst();
    }

    /** Where there is no operation there may be nothing but a refusal, in the usual form. */
    private List<String> undescribed(HttpServletRequest request, RecordedResponse response) {
        if (response.getStatus() < 400) {
            return List.of("the operation is not described");
        }
        var openAi = request.getRequestURI().startsWith("/v1");
        return check(
                JSON.createObjectNode()
                        .put(
                                "$ref",
                                "#/components/schemas/" + (openAi ? "OpenAiError" : "Problem")),
                response.text(),
                false);
    }

    private List<String> body(JsonNode content, RecordedResponse response) {
        if (content.isEmpty()) {
            return response.text().isEmpty()
                    ? List.of()
                    : List.of("no body is described; body: " + excerpt(response.text()));
        }
        var type = plain(response.getContentType());
        var schema = content.path(type).path("schema");
        if (schema.isMissingNode()) {
            return List.of("the media type " + type + " is not described");
        }
        return check(schema, response.text(), type.equals("text/event-stream"));
    }

    private List<String> check(JsonNode schema, String body, boolean stream) {
        var breaches = new ArrayList<String>();
        try {
            for (var document : stream ? events(body) : List.of(JSON.readTree(body))) {
                compiled(schema)
                        .validate(document)
                        .forEach(
                                error ->
                                        breaches.add(error + "; in " + excerpt(document.toString())));
            }
        } catch (JacksonException e) {
            breaches.add("the body is no JSON: " + excerpt(body));
        }
        return breaches;
    }

    private Schema compiled(JsonNode schema) {
        return schemas.computeIfAbsent(
                schema.toString(),
                _ -> {
                    var whole = (ObjectNode) schema.deepCopy();
                    whole.set("components", document.path("components"));
                    return REGISTRY.getSchema(whole);
                });
    }

    /** Each event as {@code {"event": …, "data": …}}. */
    private static List<JsonNode> events(String body) {
        var events = new ArrayList<JsonNode>();
        for (var block : body.split("\n\n")) {
            var event = JSON.createObjectNode();
            var data = new ArrayList<String>();
            for (var line : block.split("\n")) {
                if (line.startsWith("event: ")) {
                    event.put("event", line.substring(7));
                } else if (line.startsWith("data: ")) {
                    data.add(line.substring(6));
                }
            }
            if (!data.isEmpty()) {
                var text = String.join("\n", data);
                event.set("data", text.startsWith("{") ? JSON.readTree(text) : JSON.valueToTree(text));
                events.add(event);
            }
        }
        return events;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.has("properties")
                && object.path("type").asString("").equals("object")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ApiDescription::close);
    }

    private static String plain(@Nullable String type) {
        if (type == null) {
            return "(none)";
        }
        var parsed = MediaType.parseMediaType(type);
        return parsed.getType() + "/" + parsed.getSubtype();
    }

    private static String excerpt(String text) {
        return text.length() > 600 ? text.substring(0, 600) + "…" : text;
    }
}
