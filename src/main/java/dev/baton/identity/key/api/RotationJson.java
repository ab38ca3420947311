package dev.baton.identity.key.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * How a key gives way to its successor.
 *
 * @param graceSeconds how long the old key still holds: 0 to end it now, at most 7 days; a day when
 *     missing
 */
record RotationJson(@Nullable @Min(0) @Max(604_800) Integer graceSeconds) {

    Duration grace() {
        return graceSeconds == null ? Duration.ofDays(1) : Duration.ofSeconds(graceSeconds);
    }
}
