package dev.baton.run;

import dev.baton.platform.Sha256;

/**
 * An idempotency key that a run is begun under, or signalled.
 *
 * @param hash SHA-256 of the key with the route that it came on
 * @param body SHA-256 of the request: another one under the same key is refused
 */
public record RunKey(byte[] hash, byte[] body) {

    public static RunKey of(String routeAndKey, String request) {
        return new RunKey(Sha256.of(routeAndKey), Sha256.of(request));
    }
}
