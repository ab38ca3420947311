package dev.baton.identity.key.web;

import dev.baton.identity.key.KeyTraffic;
import dev.baton.identity.key.KeyView;
import dev.baton.platform.Page;
import dev.baton.tenant.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A key as the list shows it.
 *
 * @param calls of the last 24 hours; null while nobody can tell
 */
record KeyRow(KeyView key, @Nullable Long calls) {

    /** One query for the calls of all of them. */
    static Page<KeyRow> of(Page<KeyView> page, TenantId tenant, KeyTraffic traffic) {
        var calls = traffic.ofLastDay(tenant).orElse(null);
        return page.map(
                key ->
                        new KeyRow(
                                key,
                                calls == null ? null : calls.getOrDefault(key.id().value(), 0L)));
    }
}
