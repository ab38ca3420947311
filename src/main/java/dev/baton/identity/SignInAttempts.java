package dev.baton.identity;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;

/**
 * Counts wrong passwords, for each address typed and for each place they come from. An address that
 * nobody has is counted like one that somebody has.
 */
@Component
class SignInAttempts {

    private static final int MAX_TRACKED = 100_000;

    private final LoadingCache<String, Bucket> byAccount;
    private final LoadingCache<String, Bucket> byPlace;

    SignInAttempts(IdentityProperties properties, Clock clock) {
        var time = new ClockMeter(clock);
        byAccount = buckets(properties.attemptsPerAccount(), properties.window(), time);
        byPlace = buckets(properties.attemptsPerAddress(), properties.window(), time);
    }

    /** Takes an attempt before it is made, so that parallel ones cannot overtake the count. */
    void take(String account, String place) {
        take(byPlace.get(place));
        take(byAccount.get(account));
    }

    /** Gives the attempt back, because the password was right. */
    void succeeded(String account, String place) {
        byPlace.get(place).addTokens(1);
        byAccount.get(account).addTokens(1);
    }

    private static void take(Bucket bucket) {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new TooManyAttempts(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private static LoadingCache<String, Bucket> buckets(
            int attempts, Duration window, TimeMeter time) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_TRACKED)
                .expireAfterAccess(window)
                .build(
                        _ ->
                                Bucket.builder()
                                        .addLimit(
                                                limit ->
                                                        limit.capacity(attempts)
                                                                .refillGreedy(attempts, window))
                                        .withCustomTimePrecision(time)
                                        .build());
    }

    /** The injected clock, as Bucket4j reads time. */
    private record ClockMeter(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            var now = clock.instant();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
