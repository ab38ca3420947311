package dev.baton.platform.openapi;

import com.fasterxml.jackson.core.type.TypeReference;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;

import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** Schemas of bodies that no record of ours stands for, written by hand, a file a module. */
final class WrittenSchemas {

    private static final String FILES = "classpath*:openapi/*.json";

    private WrittenSchemas() {}

    static Map<String, Schema<?>> all() {
        var schemas = new TreeMap<String, Schema<?>>();
        try {
            for (var file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                try (var in = file.getInputStream()) {
                    schemas.putAll(Json31.mapper().readValue(in, new Schemas()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    private static final class Schemas extends TypeReference<Map<String, Schema<?>>> {}
}
