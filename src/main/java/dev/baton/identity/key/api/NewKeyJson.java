package dev.baton.identity.key.api;

import dev.baton.identity.key.NewKey;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Set;

/**
 * A key to issue.
 *
 * @param scopes such as {@code messages:write}; none that the caller lacks
 * @param expiresAt 90 days from now when missing
 */
record NewKeyJson(
        @NotBlank String name,
        @NotEmpty Set<String> scopes,
        @Nullable Instant expiresAt,
        @Nullable Integer requestsPerMinute) {

    NewKey toNewKey() {
        return new NewKey(name, scopes, expiresAt, requestsPerMinute);
    }
}
