package dev.baton.model;

import java.net.URI;

/**
 * What somebody chooses for a connection, secrets aside.
 *
 * @param name unique within the owner
 * @param baseUrl where the provider's interface begins; empty for the built-in model
 */
public record ConnectionSettings(
        ProviderKind provider, String name, String baseUrl, Timeouts timeouts) {

    /** Scheme, host and port: what the secrets of the connection are bound to. */
    static String origin(String baseUrl) {
        if (baseUrl.isEmpty()) {
            return "";
        }
        var uri = URI.create(baseUrl);
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
