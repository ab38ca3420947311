package dev.baton.platform.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;

import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.TreeMap;

/**
 * Adds to each operation the refusals that follow from what it takes: a body can be too large or of
 * the wrong type, an id can be nobody's, whoever needs a key can lack a right. A 500 is never part
 * of the description: it is a fault of ours.
 */
@Component
class OperationDefaults implements OpenApiCustomizer {

    private static final Map<String, String> REASONS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry(
                                    "400", "The request cannot be read; `errors` names the field."),
                            Map.entry("401", "There is no key, or not one that counts."),
                            Map.entry("402", "The budget does not cover it."),
                            Map.entry("403", "The key lacks the permission."),
                            Map.entry("404", "There is no such thing, or it is another tenant's."),
                            Map.entry("406", "The address cannot answer in the form asked for."),
                            Map.entry("408", "The request took too long to arrive."),
                            Map.entry("409", "The state has changed, or does not allow it."),
                            Map.entry("412", "It is of another version than `If-Match` names."),
                            Map.entry("413", "The body is too large."),
                            Map.entry("415", "The body is of another media type."),
                            Map.entry("422", "A rule refuses it; `errors` names the field."),
                            Map.entry(
                                    "429", "A limit is reached; `Retry-After` says when it frees."),
                            Map.entry("502", "The agent or its provider gave no usable answer."),
                            Map.entry("503", "Baton cannot answer now."),
                            Map.entry("504", "The agent or its provider took too long.")));

    @Override
    public void customise(OpenAPI api) {
        api.getPaths()
                .forEach(
                        (path, item) ->
                                item.readOperationsMap()
                                        .forEach(
                                                (method, operation) ->
                                                        complete(path, method, operation)));
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        var isOpen = operation.getSecurity() != null && operation.getSecurity().isEmpty();
        add(path, operation, "400", "503");
        if (!isOpen) {
            add(path, operation, "401", "403", "429");
        }
        if (path.contains("{")) {
            add(path, operation, "404");
        }
        if (method != PathItem.HttpMethod.GET) {
            add(path, operation, "409");
        }
        if (operation.getParameters() != null) {
            add(path, operation, "422");
        }
        if (operation.getRequestBody() != null) {
            add(path, operation, "408", "413", "415", "422");
        }
        if (answersWithABody(operation)) {
            add(path, operation, "406");
        }
        operation.getResponses().forEach((status, response) -> describe(path, status, response));
    }

    private static boolean answersWithABody(Operation operation) {
        return operation.getResponses().entrySet().stream()
                .anyMatch(it -> it.getKey().startsWith("2") && it.getValue().getContent() != null);
    }

    private static void add(String path, Operation operation, String... statuses) {
        for (var status : statuses) {
            operation.getResponses().computeIfAbsent(status, _ -> new ApiResponse());
        }
    }

    /** Also what an operation only named: {@code @ApiResponse(responseCode = "402")}. */
    private static void describe(String path, String status, ApiResponse response) {
        if (!REASONS.containsKey(status) || response.getContent() != null) {
            return;
        }
        response.setDescription(REASONS.get(status));
        response.setContent(problem(path));
        if (status.equals("429") || status.equals("503")) {
            response.addHeaderObject(
                    "Retry-After",
                    new Header().description("Seconds to wait").schema(JsonTypes.of("integer")));
        }
    }

    private static Content problem(String path) {
        var openAi = path.startsWith("/v1/");
        return new Content()
                .addMediaType(
                        openAi ? "application/json" : "application/problem+json",
                        new MediaType()
                                .schema(JsonTypes.reference(openAi ? "OpenAiError" : "Problem")));
    }
}
