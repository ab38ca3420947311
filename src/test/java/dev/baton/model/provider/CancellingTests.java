package dev.baton.model.provider;

import static dev.baton.model.provider.ProviderFixtures.openAi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.model.CallFailed;
import dev.baton.model.CallFailed.Reason;
import dev.baton.model.ModelFixtures;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class CancellingTests {

    private static final String PIECE =
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello \"}}]}";

    @Test
    void sendsNothingWhenCancelledBefore() throws Exception {
        try (var stub = StubProvider.saying("")) {
            var call = openAi(stub, ModelFixtures.call(ModelFixtures.asking("x")));
            call.cancel();

            assertThat(reasonOf(call::stream)).isEqualTo(Reason.CANCELLED);
            assertThat(stub.requests()).isEmpty();
        }
    }

    @Test
    void closesTheConnectionWhileItWaitsForTheAnswer() throws Exception {
        var asked = new CountDownLatch(1);
        try (var stub =
                new StubProvider(
                        (_, line) -> {
                            asked.countDown();
                            line.awaitLeave();
                        })) {
            var call = openAi(stub, ModelFixtures.call(ModelFixtures.asking("x")));
            var failure = inBackground(call::answer);
            asked.await();

            call.cancel();

            assertThat(stub.wasLeftWithin(1_000)).isTrue();
            assertThat(failure.get(1, TimeUnit.SECONDS).reason()).isEqualTo(Reason.CANCELLED);
            assertThat(failure.get().usage().input()).as("it was sent").isPositive();
        }
    }

    @Test
    void closesTheConnectionWhileTheStreamComes() throws Exception {
        try (var stub =
                new StubProvider(
                        (_, line) -> {
                            line.send(StubProvider.events(PIECE));
                            line.awaitLeave();
                        })) {
            var stream = openAi(stub, ModelFixtures.call(ModelFixtures.asking("x"))).stream();
            stream.next();
            var failure = inBackground(stream::next);

            stream.cancel();

            assertThat(stub.wasLeftWithin(1_000)).isTrue();
            assertThat(failure.get(1, TimeUnit.SECONDS).reason()).isEqualTo(Reason.CANCELLED);
            assertThat(stream.usage().output()).isPositive();
        }
    }

    @Test
    void closesTheConnectionWhenTheReaderLeaves() throws Exception {
        try (var stub =
                new StubProvider(
                        (_, line) -> {
                            line.send(StubProvider.events(PIECE));
                            line.awaitLeave();
                        })) {
            try (var stream =
                    openAi(stub, ModelFixtures.call(ModelFixtures.asking("x"))).stream()) {
                stream.next();
            }

            assertThat(stub.wasLeftWithin(1_000)).isTrue();
        }
    }

    @Test
    void endsTheWaitBetweenTwoAttempts() throws Exception {
        var asked = new CountDownLatch(1);
        try (var stub =
                new StubProvider(
                        (_, line) -> {
                            line.send(StubProvider.json(429, "{}", "Retry-After: 20"));
                            asked.countDown();
                        })) {
            var call = openAi(stub, ModelFixtures.call(ModelFixtures.asking("x")));
            var failure = inBackground(call::answer);
            asked.await();

            call.cancel();

            assertThat(failure.get(1, TimeUnit.SECONDS).reason()).isEqualTo(Reason.CANCELLED);
            assertThat(stub.requests()).hasSize(1);
        }
    }

    @Test
    void leavesTheThreadUninterrupted() throws Exception {
        var asked = new CountDownLatch(1);
        try (var stub =
                new StubProvider(
                        (_, line) -> {
                            asked.countDown();
                            line.awaitLeave();
                        })) {
            var call = openAi(stub, ModelFixtures.call(ModelFixtures.asking("x")));
            var interrupted = new CompletableFuture<Boolean>();
            Thread.ofVirtual()
                    .start(
                            () -> {
                                catchThrowableOfType(CallFailed.class, call::answer);
                                interrupted.complete(Thread.currentThread().isInterrupted());
                            });
            asked.await();

            call.cancel();

            assertThat(interrupted.get(1, TimeUnit.SECONDS)).isFalse();
        }
    }

    private interface Calling {
        Object call() throws CallFailed;
    }

    private static Reason reasonOf(Calling calling) {
        return catchThrowableOfType(CallFailed.class, calling::call).reason();
    }

    private static CompletableFuture<CallFailed> inBackground(Calling calling) {
        var failure = new CompletableFuture<CallFailed>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                calling.call();
                            } catch (CallFailed e) {
                                failure.complete(e);
                            } catch (RuntimeException e) {
                                failure.completeExceptionally(e);
                            }
                        });
        return failure;
    }
}
