package dev.baton.identity.key.web;

import dev.baton.identity.key.KeyTraffic;
import dev.baton.identity.key.KeyView;
import dev.baton.platform.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A key as the list shows it.
 *
 * @param calls of the last 24 hours; null while nobody can tell
 */
record KeyRow(KeyView key, @Nullable Long calls) {

    /**
     * @param counted the calls by key, see {@link KeyTraffic}; not asked for an empty page
     */
    static Page<KeyRow> of(Page<KeyView> page, Supplier<Optional<Map<UUID, Long>>> counted) {
        if (page.data().isEmpty()) {
            return new Page<>(List.of(), null);
        }
        var calls = counted.get().orElse(null);
        return page.map(
                key ->
                        new KeyRow(
                                key,
                                calls == null ? null : calls.getOrDefault(key.id().value(), 0L)));
    }
}
