package dev.baton.identity.key.web;

import dev.baton.identity.key.NewKey;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The form for a new key.
 *
 * @param lifetime in days
 * @param networks one a line, or with commas between
 */
record KeyForm(
        @NotBlank @Size(max = 80) String name,
        @NotEmpty @Nullable List<String> scopes,
        @Min(1) @Max(366) int lifetime,
        @Min(1) @Nullable Integer requestsPerMinute,
        @Nullable String networks) {

    private static final Pattern BETWEEN = Pattern.compile("[\\s,;]+");

    private List<String> ranges() {
        return networks == null
                ? List.of()
                : BETWEEN.splitAsStream(networks).filter(it -> !it.isEmpty()).toList();
    }

    NewKey toNewKey(Instant now) {
        return new NewKey(
                name,
                scopes == null ? Set.of() : Set.copyOf(scopes),
                now.plus(Duration.ofDays(lifetime)),
                requestsPerMinute,
                ranges());
    }
}
