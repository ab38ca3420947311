package dev.baton.identity.key;

import dev.baton.tenant.TenantId;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/** What a key made, and what that made, and so on. */
final class KeyFamily {

    private KeyFamily() {}

    /** All of them, the nearest first. */
    static Set<UUID> of(ApiKeyId key, KeyTable table) {
        return walk(key, table::children);
    }

    /**
     * The same, each row held until the caller's transaction ends. The key's own row must be held
     * before: then no child can come in between, because its maker is held while it is made.
     */
    static Set<UUID> hold(ApiKeyId key, KeyTable table) {
        return walk(key, table::holdChildren);
    }

    private static Set<UUID> walk(
            ApiKeyId key, BiFunction<TenantId, Collection<UUID>, List<UUID>> children) {
        var found = new LinkedHashSet<UUID>();
        List<UUID> generation = List.of(key.value());
        while (!generation.isEmpty()) {
            generation =
                    new ArrayList<>(
                            children.apply(key.tenant(), generation).stream()
                                    .filter(child -> !child.equals(key.value()))
                                    .filter(found::add)
                                    .toList());
        }
        return found;
    }
}
