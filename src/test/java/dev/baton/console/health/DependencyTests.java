package dev.baton.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

class DependencyTests {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-25T08:00:00Z"), java.time.ZoneOffset.UTC);

    @Test
    void tellsHowItIs() {
        var finding = dependency(() -> "9.7").examine();

        assertThat(finding.isUp()).isTrue();
        assertThat(finding.asMap())
                .containsEntry("status", "up")
                .containsEntry("detail", "9.7")
                .containsKey("latency_ms")
                .doesNotContainKey("last_error");
    }

    @Test
    void remembersWhyItWasDownAndTellsNoDetails() {
        var failures = new AtomicInteger(1);
        var dependency =
                dependency(
                        () -> {
                            if (failures.getAndDecrement() > 0) {
                                throw new IllegalStateException("password of db1 refused");
                            }
                            return "";
                        });

        assertThat(dependency.examine().asMap())
                .containsEntry("status", "down")
                .containsEntry("error", "IllegalStateException");
        assertThat(dependency.examine().asMap())
                .containsEntry("status", "up")
                .extractingByKey("last_error")
                .asString()
                .contains("2026-11-25T08:00:00Z", "IllegalStateException");
    }

    @Test
    void doesNotHangWithWhatHangsAndDoesNotPileUp() throws InterruptedException {
        var looks = new AtomicInteger();
        var end = new CountDownLatch(1);
        var dependency =
                dependency(
                        () -> {
                            looks.incrementAndGet();
                            awaitEnd(end);
                            return "back";
                        });

        assertThat(dependency.examine().error()).isEqualTo("no answer within 50 ms");
        assertThat(dependency.examine().error()).isEqualTo("no answer within 50 ms");
        assertThat(looks).hasValue(1);

        end.countDown();
        org.awaitility.Awaitility.await().until(() -> dependency.examine().isUp());
    }

    @Test
    void onlyWhatIsRequiredTakesTheInstanceDown() {
        assertThat(report(true, true).status()).isEqualTo("up");
        assertThat(report(true, false).status()).isEqualTo("degraded");
        assertThat(report(true, false).canWork()).isTrue();
        assertThat(report(false, true).status()).isEqualTo("down");
        assertThat(report(false, true).canWork()).isFalse();
    }

    private static HealthReport report(boolean required, boolean optional) {
        return new HealthReport(
                List.of(
                        new Finding("database", true, 1, "", required ? null : "Gone", null),
                        new Finding("events", false, 1, "", optional ? null : "Gone", null)));
    }

    private static Dependency dependency(java.util.function.Supplier<String> look) {
        return new Dependency("database", true, look, Duration.ofMillis(50), CLOCK);
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
