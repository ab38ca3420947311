package dev.baton.run;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;

import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.run.engine.Letters;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/**
 * Whether values fit JSON Schemas (2020-12) that tenants have written. Nothing is fetched for a
 * schema, and its patterns are RE2's, which no text makes slow.
 */
final class JsonSchemas {

    /** Letters of the schemas that are kept read; in memory each takes some times as much. */
    static final long MOST_LETTERS = 4_000_000;

    private static final int MOST_TOLD = 20;

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    registry ->
                            registry.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .regularExpressionFactory(JsonSchemas::pattern)
                                            .build()));

    private static final LoadingCache<Map<String, Object>, Schema> SCHEMAS =
            Caffeine.newBuilder()
                    .maximumWeight(MOST_LETTERS)
                    .weigher((Map<String, Object> schema, Schema _) -> letters(schema))
                    .build(
                            schema ->
                                    REGISTRY.getSchema(
                                            JsonValues.mapper().<JsonNode>valueToTree(schema)));

    private JsonSchemas() {}

    private static int letters(Map<String, Object> schema) {
        return Math.toIntExact(Letters.ofValue(schema));
    }

    /** Letters of the schemas that are kept now. */
    static long kept() {
        SCHEMAS.cleanUp();
        return SCHEMAS.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    private static RegularExpression pattern(String text) {
        var pattern = Pattern.compile(text);
        return given -> pattern.matcher(given).find();
    }

    /** What is wrong with a value; empty when it fits. */
    static List<FieldProblem> findings(Map<String, Object> schema, @Nullable Object value) {
        if (schema.isEmpty()) {
            return List.of();
        }
        try {
            return SCHEMAS.get(schema).validate(JsonValues.mapper().valueToTree(value)).stream()
                    .limit(MOST_TOLD)
                    .map(JsonSchemas::told)
                    .toList();
        } catch (PatternSyntaxException | SchemaException unusable) {
            return List.of(
                    new FieldProblem(
                            "", "schema_unusable", "The schema itself: " + unusable.getMessage()));
        }
    }

    private static FieldProblem told(Error error) {
        return new FieldProblem(
                String.valueOf(error.getInstanceLocation()),
                String.valueOf(error.getKeyword()),
                String.valueOf(error.getMessage()));
    }
}
