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

    private final SignInLimit perAccount;
    private final SignInLimit perPlace;
    private final LoadingCache<String, Bucket> byAccount;
    private final LoadingCache<String, Bucket> byPlace;
    private final LoadingCache<Known, Bucket> byDevice;

    SignInAttempts(IdentityProperties properties, TimeMeter time) {
        var window = properties.window();
        perAccount =
                new SignInLimit(
                        SignInLimit.Scope.ACCOUNT, properties.attemptsPerAccount(), window);
        perPlace =
                new SignInLimit(
                        SignInLimit.Scope.ADDRESS, properties.attemptsPerAddress(), window);
        byAccount = buckets(perAccount, time);
        byPlace = buckets(perPlace, time);
        byDevice = buckets(perAccount, time);
    }

    /** Takes a stranger's attempt before it is made: parallel ones cannot overtake the count. */
    Attempt take(String account, String place) {
        var ofPlace = byPlace.get(place);
        var ofAccount = byAccount.get(account);
        take(ofPlace, perPlace);
        take(ofAccount, perAccount);
        return new Attempt(List.of(ofPlace, ofAccount));
    }

    /** Takes the attempt of somebody on a device that knows them. */
    Attempt take(AccountId account, KnownDevice device) {
        var ofDevice = byDevice.get(new Known(account, device.id()));
        take(ofDevice, perAccount);
        return new Attempt(List.of(ofDevice));
    }

    private static void take(Bucket bucket, SignInLimit limit) {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new TooManyAttempts(
                    limit,
                    Duration.ofNanos(probe.getNanosToWaitForRefill()),
                    Duration.ofNanos(probe.getNanosToWaitForReset()));
        }
    }

    /** One that was counted. */
    record Attempt(List<Bucket> buckets) {

        /** Because the password was right. */
        void giveBack() {
            buckets.forEach(bucket -> bucket.addTokens(1));
        }
    }

    private record Known(AccountId account, UUID device) {}

    private static <K> LoadingCache<K, Bucket> buckets(SignInLimit limit, TimeMeter time) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_TRACKED)
                .expireAfterAccess(limit.window())
                .build(
                        _ ->
                                Bucket.builder()
                                        .addLimit(
                                                bandwidth ->
                                                        bandwidth
                                                                .capacity(limit.attempts())
                                                                .refillGreedy(
                                                                        limit.attempts(),
                                                                        limit.window()))
                                        .withCustomTimePrecision(time)
                                        .build());
    }
}
