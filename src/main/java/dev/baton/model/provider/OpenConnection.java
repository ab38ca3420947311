package dev.baton.model.provider;

import dev.baton.model.ConnectionId;
import dev.baton.model.ProviderKind;
import dev.baton.model.Timeouts;

import java.net.URI;

/** A connection that is ready to call: its secrets are open, so it lives in memory only. */
public record OpenConnection(
        ConnectionId id,
        ProviderKind kind,
        String name,
        URI baseUrl,
        Credentials credentials,
        Timeouts timeouts) {

    /** The base URL with a path added to its own. */
    URI resolve(String path) {
        var base = baseUrl.toString();
        return URI.create(
                (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
