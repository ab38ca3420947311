package dev.baton.identity.key.web;

import dev.baton.tenant.Permission;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.Set;

/**
 * How to use a new key, ready to paste.
 *
 * @param env lines for an environment file
 * @param curl a call that this key may make; null when it may make none that changes nothing
 */
record KeyUsage(String env, @Nullable String curl) {

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
                      -d '{"agent":"assistant","input":"hello"}'\
                    """);
        }
        return readable(scopes).map(path -> path + " \\\n  -H \"Authorization: Bearer %s\"");
    }

    private static Optional<String> readable(Set<Permission> scopes) {
        if (scopes.contains(Permission.AGENTS_READ)) {
            return Optional.of("/api/v1/agents");
        }
        if (scopes.contains(Permission.KEYS_READ)) {
            return Optional.of("/api/v1/keys");
        }
        return scopes.contains(Permission.USAGE_READ)
                ? Optional.of("/api/v1/usage")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "KeyUsage[]";
    }
}
