package dev.baton.state.api;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What to add to a whole number.
 *
 * @param by may be negative; 1 when left out
 * @param ttlSeconds after which it is gone, from now on; left out, its end stays as it is
 * @param fence of the lock that the writer holds; the header Baton-Fence says the same
 */
record IncrementRequest(@Nullable Long by, @Nullable Long ttlSeconds, @Nullable Long fence) {

    long amount() {
        return by == null ? 1 : by;
    }

    @Nullable Duration life() {
        return RecordRequest.life(ttlSeconds);
    }
}
