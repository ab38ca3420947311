package dev.baton.platform.openapi;

import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.annotations.media.Schema;

import java.util.Set;

/**
 * Names schemas after their records, within what they are nested in: two modules may each have an
 * {@code AgentJson}.
 */
class SchemaNames extends TypeNameResolver {

    @Override
    protected String nameForClass(Class<?> type, Set<Options> options) {
        var given = type.getAnnotation(Schema.class);
        if (given != null && !given.name().isEmpty()) {
            return given.name();
        }
        var own = plain(type.getSimpleName());
        var around = type.getDeclaringClass();
        if (around == null || !type.getName().startsWith("dev.baton")) {
            return own;
        }
        var outer = plain(around.getSimpleName());
        return own.startsWith(outer) ? own : outer + own;
    }

    private static String plain(String name) {
        return name.replaceFirst("(Json|Api|View)$", "");
    }
}
