package dev.baton.platform.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Asks the system for the addresses of a name, on platform threads of its own: the system's
 * resolver cannot be interrupted and would hold the carrier of a virtual thread for as long as a
 * dead name server takes. Callers that ask for the same name at the same time share one question,
 * and the names of one domain only have a share of the threads, lest its owner take all of them.
 */
final class NameLookup implements AutoCloseable {

    private static final int THREADS = 128;
    private static final int SHARE_OF_A_DOMAIN = 16;
    private static final int QUEUE = 1_000;

    private final Names names;
    private final ConcurrentHashMap<String, CompletableFuture<List<InetAddress>>> running =
            new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Integer> ofDomain = new ConcurrentHashMap<>();
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
        if (ofDomain.merge(domain(host), 1, Integer::sum) > SHARE_OF_A_DOMAIN) {
            end(host, mine);
            mine.completeExceptionally(
                    new UnknownHostException("too many lookups of this domain wait"));
            return mine;
        }
        try {
            threads.execute(() -> answer(host, mine));
        } catch (RejectedExecutionException e) {
            end(host, mine);
            mine.completeExceptionally(new UnknownHostException("too many lookups wait"));
        }
        return mine;
    }

    private void end(String host, CompletableFuture<List<InetAddress>> future) {
        running.remove(host, future);
        ofDomain.computeIfPresent(domain(host), (_, count) -> count > 1 ? count - 1 : null);
    }

    /** The last two labels: close enough to who owns the name servers. */
    private static String domain(String host) {
        var dot = host.lastIndexOf('.', host.lastIndexOf('.') - 1);
        return host.substring(dot + 1).toLowerCase(Locale.ROOT);
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
            end(host, future);
            future.complete(addresses);
        } catch (Throwable t) {
            end(host, future);
            future.completeExceptionally(t);
        }
    }

    /** The source of addresses; the system's resolver outside tests. */
    @FunctionalInterface
    interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }
}
