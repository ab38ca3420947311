package dev.baton.identity.key.web;

import dev.baton.tenant.Permission;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How to use a new key, ready to paste.
 *
 * @param env lines for an environment file
 * @param curl a call that this key may make; null when it may make none that changes nothing
 */
record KeyUsage(String env, @Nullable String curl) {

    private static final List<Readable> READABLE =
            List.of(
                    new Readable(Permission.MESSAGES_READ, "/api/v1/messages"),
                    new Readable(Permission.AGENTS_READ, "/api/v1/agents"),
                    new Readable(Permission.USAGE_READ, "/api/v1/usage"),
                    new Readable(Permission.KEYS_READ, "/api/v1/keys"),
                    new Readable(Permission.WEBHOOKS_READ, "/api/v1/webhooks"),
                    new Readable(Permission.PROVIDERS_READ, "/api/v1/connections"),
                    new Readable(Permission.STATE_READ, "/api/v1/locks"));

    static KeyUsage of(String baseUrl, String token, Set<Permission> scopes) {
        return new KeyUsage(
                "BATON_URL=%s\nBATON_API_KEY=%s".formatted(baseUrl, token),
                call(scopes).map(call -> "curl " + baseUrl + call.formatted(token)).orElse(null));
    }

    private static Optional<String> call(Set<Permission> scopes) {
        if (scopes.contains(Permission.MESSAGES_WRITE)) {
            return Optional.of(
                    """
                    /api/v1/messages \\
                      -H "Authorization: Bearer %s" \\
                      -H "Content-Type: application/json" \\
                      -d '{"input":"hello"}'\
                    """);
        }
        return readable(scopes).map(path -> path + " \\\n  -H \"Authorization: Bearer %s\"");
    }

    private static Optional<String> readable(Set<Permission> scopes) {
        return READABLE.stream()
                .filter(place -> scopes.contains(place.scope()))
                .map(Readable::path)
                .findFirst();
    }

    private record Readable(Permission scope, String path) {}

    @Override
    public String toString() {
        return "KeyUsage[]";
    }
}
