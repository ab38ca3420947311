package dev.baton.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.SettableMeter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RateLimitsTests {

    private final SettableMeter time = new SettableMeter();
    private final RateLimits limits =
            new RateLimits(new LimitProperties(1000, 100, 120, 300, 10), time);

    private static Limit tenant(int perMinute) {
        return new Limit(Limit.Scope.TENANT, "acme", perMinute);
    }

    private static Limit key(int perMinute) {
        return new Limit(Limit.Scope.KEY, "key-1", perMinute);
    }

    @Test
    void letsAMinutesWorthThroughAtOnceAndRefusesTheNext() {
        for (var request = 0; request < 5; request++) {
            limits.take(List.of(tenant(5)));
        }

        assertThatThrownBy(() -> limits.take(List.of(tenant(5))))
                .isInstanceOf(RateLimited.class)
                .hasMessageContaining("'tenant' of 5");
    }

    @Test
    void theTimeItTellsToWaitIsEnough() {
        for (var request = 0; request < 6; request++) {
            limits.take(List.of(tenant(6)));
        }
        var refusal = refusal(List.of(tenant(6)));

        time.advance(refusal.retryAfter().orElseThrow());

        assertThat(limits.take(List.of(tenant(6))).remaining()).isZero();
    }

    @Test
    void namesTheLimitThatFreesLast() {
        limits.take(List.of(tenant(60), key(1)));

        var refusal = refusal(List.of(tenant(60), key(1)));

        assertThat(refusal.extensions()).containsEntry("limit", "key").containsEntry("owner", "key-1");
        assertThat(refusal.status()).isEqualTo(429);
    }

    @Test
    void aRefusedRequestChargesNoOtherLimit() {
        limits.take(List.of(tenant(2), key(1)));
        refusal(List.of(tenant(2), key(1)));
        refusal(List.of(tenant(2), key(1)));

        assertThat(limits.take(List.of(tenant(2))).remaining()).isZero();
    }

    @Test
    void tellsTheStateOfTheTightest() {
        var state = limits.take(List.of(tenant(100), key(2)));

        assertThat(state.headers())
                .containsEntry("RateLimit-Policy", "\"key\";q=2;w=60")
                .containsEntry("RateLimit", "\"key\";r=1;t=30");
    }

    @Test
    void neverLetsMoreThroughThanTheLimitUnderConcurrency() throws Exception {
        var passed = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var request = 0; request < 500; request++) {
                threads.submit(
                        () -> {
                            limits.take(List.of(tenant(100)));
                            passed.incrementAndGet();
                        });
            }
        }

        assertThat(passed).hasValue(100);
    }

    @Test
    void refillsEvenly() {
        for (var request = 0; request < 60; request++) {
            limits.take(List.of(tenant(60)));
        }
        time.advance(Duration.ofSeconds(10));

        assertThat(limits.take(List.of(tenant(60))).remaining()).isEqualTo(9);
    }

    private RateLimited refusal(List<Limit> of) {
        return catchThrowableOfType(RateLimited.class, () -> limits.take(of));
    }
}
