package dev.baton.platform.body;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON as Baton writes and reads it: snake case, enums in lower case, with limits everywhere. What
 * a caller sends must also be exact: no unknown fields, no texts where numbers belong.
 */
@Configuration(proxyBeanMethods = false)
class StrictJson implements WebMvcConfigurer {

    private static final int DEEPEST = 200;
    private static final int LONGEST_NAME = 2_000;
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_TEXT = 16 * 1024 * 1024;
    private static final long LONGEST_DOCUMENT = 32L * 1024 * 1024;
    private static final long MOST_TOKENS = 200_000;

    private final ObjectProvider<JsonMapper> mapper;

    StrictJson(ObjectProvider<JsonMapper> mapper) {
        this.mapper = mapper;
    }

    /** Jackson's own document and token limits are endless, its others far beyond what we send. */
    @Bean
    static JsonFactoryBuilderCustomizer jsonLimits() {
        return factory ->
                factory.streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(DEEPEST)
                                        .maxNameLength(LONGEST_NAME)
                                        .maxNumberLength(LONGEST_NUMBER)
                                        .maxStringLength(LONGEST_TEXT)
                                        .maxDocumentLength(LONGEST_DOCUMENT)
                                        .maxTokenCount(MOST_TOKENS)
                                        .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    }

    @Bean
    static JsonMapperBuilderCustomizer jsonHabits() {
        return json ->
                json.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** Parameters of an address are read as JSON is: enums in lower case, durations as text. */
    @Override
    public void addFormatters(FormatterRegistry registry) {
        ApplicationConversionService.addApplicationConverters(registry);
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(exact()));
    }

    private JsonMapper exact() {
        return mapper.getObject()
                .rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .withCoercionConfig(LogicalType.Textual, StrictJson::onlyTexts)
                .build();
    }

    private static void onlyTexts(MutableCoercionConfig texts) {
        texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }
}
