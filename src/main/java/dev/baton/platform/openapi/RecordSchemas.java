package dev.baton.platform.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.type.TypeFactory;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;

/**
 * Describes our records as our JSON writes them: snake case, enums in lower case, and what is not
 * {@code @Nullable} always there.
 */
class RecordSchemas extends ModelResolver {

    private static final PropertyNamingStrategies.SnakeCaseStrategy NAMES =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    RecordSchemas() {
        super(mapper(), new SchemaNames());
        openapi31(true);
    }

    private static ObjectMapper mapper() {
        return Json31.mapper().copy().setPropertyNamingStrategy(NAMES);
    }

    @Override
    public @Nullable Schema resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> next) {
        var java = TypeFactory.defaultInstance().constructType(type.getType());
        if (java.isTypeOrSubTypeOf(JsonNode.class)) {
            return java.hasRawClass(JsonNode.class) ? new JsonSchema() : JsonTypes.of("object");
        }
        var schema = super.resolve(type, context, next);
        if (schema != null && java.getRawClass().isRecord()) {
            var name = _typeNameResolver.nameForType(java);
            var described = context.getDefinedModels().get(name);
            complete(described == null ? schema : described, java.getRawClass());
        }
        return schema;
    }

    @Override
    protected Schema _createSchemaForEnum(Class<Enum<?>> type) {
        Schema<Object> schema = super._createSchemaForEnum(type);
        schema.setEnum(
                Arrays.stream(type.getEnumConstants())
                        .map(value -> (Object) value.name().toLowerCase(Locale.ROOT))
                        .toList());
        return schema;
    }

    private static void complete(Schema<?> schema, Class<?> type) {
        for (var component : type.getRecordComponents()) {
            if (component.isAnnotationPresent(JsonUnwrapped.class)
                    || component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                complete(schema, component.getType());
            } else {
                complete(schema, component);
            }
        }
    }

    private static void complete(Schema<?> schema, RecordComponent component) {
        var name = nameOf(component);
        var properties = schema.getProperties();
        if (properties == null || !properties.containsKey(name)) {
            return;
        }
        if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            if (schema.getRequired() == null || !schema.getRequired().contains(name)) {
                schema.addRequiredItem(name);
            }
        } else if (!omitsNull(component)) {
            properties.put(name, JsonTypes.orNull(properties.get(name)));
        }
    }

    private static boolean omitsNull(RecordComponent component) {
        var own = component.getAccessor().getAnnotation(JsonInclude.class);
        var include =
                own == null ? component.getDeclaringRecord().getAnnotation(JsonInclude.class) : own;
        return include != null && include.value() == JsonInclude.Include.NON_NULL;
    }

    private static String nameOf(RecordComponent component) {
        var named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named != null && !named.value().isEmpty()
                ? named.value()
                : NAMES.translate(component.getName());
    }
}
