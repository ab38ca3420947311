package dev.baton.platform.openapi;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Types of JSON Schema 2020-12, where a value may also be null. */
final class JsonTypes {

    private static final String NULL = "null";

    private JsonTypes() {}

    static Schema<?> of(String type) {
        return new JsonSchema().types(Set.of(type));
    }

    static Schema<?> reference(String name) {
        return new JsonSchema().$ref("#/components/schemas/" + name);
    }

    static Schema<?> orNull(Schema<?> schema) {
        if (schema.getTypes() != null && schema.get$ref() == null && schema.getEnum() == null) {
            var types = new LinkedHashSet<>(schema.getTypes());
            types.add(NULL);
            schema.setTypes(types);
            return schema;
        }
        if (schema.get$ref() == null && schema.getEnum() == null) {
            return schema;
        }
        return new JsonSchema().anyOf(List.of(schema, of(NULL)));
    }
}
