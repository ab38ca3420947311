package dev.baton.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A repeater runs from its start to its stop, whatever its rounds do. */
class RepeaterTests {

    private static final Duration LONG = Duration.ofMinutes(1);

    /** A thread that began before the repeater knew it would end at once; some of these would. */
    @RepeatedTest(500)
    void beginsWheneverItIsStarted() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var repeater =
                new Repeater(
                        "test",
                        () -> {
                            begun.countDown();
                            return LONG;
                        });

        repeater.start();

        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        repeater.stop(Duration.ofSeconds(5));
    }

    @Test
    void goesOnAfterARoundThatFailed() throws InterruptedException {
        var rounds = new AtomicInteger();
        var second = new CountDownLatch(1);
        var repeater =
                new Repeater(
                        "test",
                        () -> {
                            if (rounds.incrementAndGet() == 1) {
                                throw new IllegalStateException("once");
                            }
                            second.countDown();
                            return LONG;
                        });

        repeater.start();

        assertThat(second.await(5, TimeUnit.SECONDS)).isTrue();
        repeater.stop(Duration.ofSeconds(5));
        assertThat(repeater.isRunning()).isFalse();
    }

    /** Twenty rests that double would be an hour. */
    @Test
    void restsNoLongerAfterFailuresThanItMay() throws InterruptedException {
        var failed = new CountDownLatch(20);
        var repeater =
                new Repeater(
                        "test",
                        () -> {
                            failed.countDown();
                            throw new IllegalStateException("always");
                        },
                        Duration.ofMillis(10));

        repeater.start();

        assertThat(failed.await(5, TimeUnit.SECONDS)).isTrue();
        repeater.stop(Duration.ofSeconds(5));
    }

    @Test
    void restsUntilSomebodyWakesIt() throws InterruptedException {
        var rounds = new CountDownLatch(2);
        var repeater =
                new Repeater(
                        "test",
                        () -> {
                            rounds.countDown();
                            return LONG;
                        });
        repeater.start();

        repeater.wake();

        assertThat(rounds.await(5, TimeUnit.SECONDS)).isTrue();
        repeater.stop(Duration.ofSeconds(5));
    }
}
