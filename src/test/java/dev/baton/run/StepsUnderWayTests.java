package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Cancelling a step ends its attempt, and leaves alone what asks people about it. */
class StepsUnderWayTests {

    private final StepsUnderWay underWay = new StepsUnderWay();
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Test
    void endsAnAttempt() throws Exception {
        var interrupted = waiting("pay", 1);

        underWay.stop("pay");

        assertThat(interrupted.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(underWay.isEmpty()).isTrue();
    }

    @Test
    void letsWhatAsksPeopleWriteToItsEnd() throws Exception {
        var interrupted = waiting("pay", StepsUnderWay.ASKING);

        underWay.stop("pay");
        stopped.countDown();

        assertThat(interrupted.get(1, TimeUnit.MINUTES)).isFalse();
        assertThat(underWay.isEmpty()).isTrue();
    }

    @Test
    void leavesOtherStepsAlone() throws Exception {
        var interrupted = waiting("payment", 1);

        underWay.stop("pay");
        stopped.countDown();

        assertThat(interrupted.get(1, TimeUnit.MINUTES)).isFalse();
        assertThat(underWay.isEmpty()).isFalse();
    }

    private CompletableFuture<Boolean> waiting(String path, int attempt) throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CompletableFuture<Boolean>();
        underWay.begin(
                path,
                attempt,
                () -> {
                    begun.countDown();
                    try {
                        stopped.await();
                        interrupted.complete(false);
                    } catch (InterruptedException _) {
                        interrupted.complete(true);
                    }
                },
                interrupted::completeExceptionally);
        begun.await();
        return interrupted;
    }
}
