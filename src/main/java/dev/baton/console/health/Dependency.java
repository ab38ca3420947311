package dev.baton.console.health;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Something that the instance needs, and how to see that it works. A look never takes longer than
 * its patience: one that hangs is waited for by the next instead of being joined by another.
 */
class Dependency {

    private final String name;
    private final boolean required;
    private final Supplier<String> look;
    private final Duration patience;
    private final Clock clock;
    private @Nullable CompletableFuture<String> looking;
    private Finding.@Nullable LastError last;

    /**
     * @param look tells a detail worth knowing, or throws
     */
    Dependency(
            String name, boolean required, Supplier<String> look, Duration patience, Clock clock) {
        this.name = name;
        this.required = required;
        this.look = look;
        this.patience = patience;
        this.clock = clock;
    }

    Finding examine() {
        var began = System.nanoTime();
        try {
            var detail = begin().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return found(began, detail, null);
        } catch (TimeoutException e) {
            return found(began, "", "no answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            return found(began, "", nameOf(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return found(began, "", "interrupted");
        }
    }

    /** What went wrong, without what it says: that may hold addresses. */
    private static String nameOf(ExecutionException failure) {
        var cause = failure.getCause();
        return (cause == null ? failure : cause).getClass().getSimpleName();
    }

    private synchronized CompletableFuture<String> begin() {
        var running = looking;
        if (running == null || running.isDone()) {
            var fresh = new CompletableFuture<String>();
            Thread.ofVirtual().name("health-" + name).start(() -> look(fresh));
            looking = fresh;
            return fresh;
        }
        return running;
    }

    private void look(CompletableFuture<String> fresh) {
        try {
            fresh.complete(look.get());
        } catch (RuntimeException | Error failure) {
            fresh.completeExceptionally(failure);
        }
    }

    /** An exception's text may name hosts and accounts; its type is enough for a first look. */
    private synchronized Finding found(long began, String detail, @Nullable String error) {
        if (error != null) {
            last = new Finding.LastError(clock.instant(), error);
        }
        var micros = (System.nanoTime() - began) / 1_000;
        return new Finding(name, required, micros, detail, error, last);
    }
}
