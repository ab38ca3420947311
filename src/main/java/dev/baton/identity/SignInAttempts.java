package dev.baton.identity;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Counts wrong passwords, for each address typed and for each place they come from. An address that
 * nobody has is counted like one that somebody has. A device from which the person signed in before
 * has a count of its own: strangers cannot lock somebody out of it, however often they guess.
 */
@Component
class SignInAttempts {

    private static final int MAX_TRACKED = 100_000;

    private final LoadingCache<String, Bucket> byAccount;
    private final LoadingCache<String, Bucket> byPlace;
    private final LoadingCache<Known, Bucket> byDevice;

    SignInAttempts(IdentityProperties properties, TimeMeter time) {
        byAccount = buckets(properties.attemptsPerAccount(), properties.window(), time);
        byPlace = buckets(properties.attemptsPerAddress(), properties.window(), time);
        byDevice = buckets(properties.attemptsPerAccount(), properties.window(), time);
    }

    /** Takes a stranger's attempt before it is made: parallel ones cannot overtake the count. */
    Attempt take(String account, String place) {
        return take(byPlace.get(place), byAccount.get(account));
    }

    /** Takes the attempt of somebody on a device that knows them. */
    Attempt take(AccountId account, KnownDevice device) {
        return take(byDevice.get(new Known(account, device.id())));
    }

    private static Attempt take(Bucket... buckets) {
        for (var bucket : buckets) {
            var probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                throw new TooManyAttempts(Duration.ofNanos(probe.getNanosToWaitForRefill()));
            }
        }
        return new Attempt(List.of(buckets));
    }

    /** One that was counted. */
    record Attempt(List<Bucket> buckets) {

        /** Because the password was right. */
        void giveBack() {
            buckets.forEach(bucket -> bucket.addTokens(1));
        }
    }

    private record Known(AccountId account, UUID device) {}

    private static <K> LoadingCache<K, Bucket> buckets(
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
}
