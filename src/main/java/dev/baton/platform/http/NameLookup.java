package dev.baton.platform.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Asks the system for the addresses of a name, on platform threads of its own: the system's
 * resolver cannot be interrupted and would hold the carrier of a virtual thread for as long as a
 * dead name server takes. Callers that ask for the same name at the same time share one question.
 */
final class NameLookup implements AutoCloseable {

    private static final int THREADS = 32;
    private static final int QUEUE = 1_000;

    private final Names names;
    private final ConcurrentHashMap<String, CompletableFuture<List<InetAddress>>> running =
            new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    10,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(QUEUE),
                    Thread.ofPlatform().daemon().name("outgoing-http-names-", 0).factory());

    NameLookup(Names names) {
        this.names = names;
        threads.allowCoreThreadTimeOut(true);
    }

    /** Completes with at least one address, or with an {@link UnknownHostException}. */
    CompletableFuture<List<InetAddress>> start(String host) {
        var mine = new CompletableFuture<List<InetAddress>>();
        var other = running.putIfAbsent(host, mine);
        if (other != null) {
            return other;
        }
        try {
            threads.execute(() -> answer(host, mine));
        } catch (RejectedExecutionException e) {
            running.remove(host, mine);
            mine.completeExceptionally(new UnknownHostException("too many lookups wait"));
        }
        return mine;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void answer(String host, CompletableFuture<List<InetAddress>> future) {
        try {
            var addresses = List.of(names.resolve(host));
            if (addresses.isEmpty()) {
                throw new UnknownHostException(host);
            }
            running.remove(host, future);
            future.complete(addresses);
        } catch (Throwable t) {
            running.remove(host, future);
            future.completeExceptionally(t);
        }
    }

    /** The source of addresses; the system's resolver outside tests. */
    @FunctionalInterface
    interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }
}
