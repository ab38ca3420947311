package dev.baton.identity.key.api;

import dev.baton.identity.key.NewKey;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A key to issue.
 *
 * @param scopes such as {@code messages:write}; none that the caller lacks
 * @param expiresAt 90 days from now when missing, or when the key ends that makes this one
 * @param requestsPerMinute a limit of its own; needed, and no higher, where the caller has one
 * @param networks IPv4 and IPv6 addresses and ranges such as {@code 203.0.113.0/24} from which it
 *     may be used, at most 20; anywhere when missing or empty
 */
record NewKeyJson(
        @NotBlank String name,
        @NotEmpty Set<String> scopes,
        @Nullable Instant expiresAt,
        @Nullable Integer requestsPerMinute,
        @Nullable List<String> networks) {

    NewKey toNewKey() {
        return new NewKey(
                name,
                scopes,
                expiresAt,
                requestsPerMinute,
                networks == null ? List.of() : networks);
    }
}
