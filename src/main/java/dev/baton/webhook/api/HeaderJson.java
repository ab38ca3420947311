package dev.baton.webhook.api;

import dev.baton.webhook.EndpointHeader;
import org.jspecify.annotations.Nullable;

/**
 * A header of an endpoint.
 *
 * @param value of a secret one it is never given back; left out in a change, it stays
 */
record HeaderJson(@Nullable String name, @Nullable String value, @Nullable Boolean secret) {

    static HeaderJson of(EndpointHeader header) {
        return new HeaderJson(
                header.name(), header.secret() ? null : header.value(), header.secret());
    }

    boolean isSecret() {
        return Boolean.TRUE.equals(secret);
    }

    @Override
    public String toString() {
        return "HeaderJson[" + name + "]";
    }
}
