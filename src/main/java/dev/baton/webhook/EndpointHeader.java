package dev.baton.webhook;

/**
 * A header that every request to an endpoint carries.
 *
 * @param value sealed where it is secret
 */
public record EndpointHeader(String name, String value, boolean secret) {

    /** Without its value if that is secret. */
    @Override
    public String toString() {
        return name + ": " + (secret ? "…" : value);
    }
}
