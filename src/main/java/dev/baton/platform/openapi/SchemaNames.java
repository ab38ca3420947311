package dev.baton.platform.openapi;

import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.annotations.media.Schema;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names schemas after their records, within what they are nested in: two modules may each have an
 * {@code AgentJson}. Two that would still share a name are refused, because one of them would be
 * described as the other.
 */
class SchemaNames extends TypeNameResolver {

    private final Map<String, Class<?>> named = new ConcurrentHashMap<>();

    @Override
    protected String nameForClass(Class<?> type, Set<Options> options) {
        var name = nameOf(type);
        var other = named.putIfAbsent(name, type);
        if (other != null && other != type && isOurs(type)) {
            throw new IllegalStateException(
                    "%s and %s would both be described as %s"
                            .formatted(other.getName(), type.getName(), name));
        }
        return name;
    }

    private static String nameOf(Class<?> type) {
        var given = type.getAnnotation(Schema.class);
        if (given != null && !given.name().isEmpty()) {
            return given.name();
        }
        var own = plain(type.getSimpleName());
        var around = type.getDeclaringClass();
        if (around == null || !isOurs(type)) {
            return own;
        }
        var outer = plain(around.getSimpleName());
        return own.startsWith(outer) ? own : outer + own;
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("dev.baton");
    }

    private static String plain(String name) {
        return name.replaceFirst("(Json|Api|View)$", "");
    }
}
