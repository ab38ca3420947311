package dev.baton.platform.client;

import jakarta.servlet.ServletRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees a client close its connection while its answer is in the making. Nothing is read or written
 * then, so nothing else would tell. A client that closes only its own half counts as gone.
 *
 * <pre>
 * try (var _ = ClientWatch.start(request, call::cancel)) {
 *     return call.answer();
 * }
 * </pre>
 */
public final class ClientWatch implements AutoCloseable {

    /** The connection that a request came on. */
    @FunctionalInterface
    interface Connection {

        /** Looks without waiting; only while the request's own thread neither reads nor writes. */
        boolean isClosedByClient();
    }

    /** Attribute of a request: its {@link Connection}. */
    static final String CONNECTION = ClientWatch.class.getName() + ".connection";

    private static final Logger log = LoggerFactory.getLogger(ClientWatch.class);

    private static final int LOOK_MILLIS = 250;
    private static final Set<ClientWatch> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("baton-client-watch").factory())
                .scheduleWithFixedDelay(
                        () -> OPEN.forEach(ClientWatch::look),
                        LOOK_MILLIS,
                        LOOK_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private final Connection connection;
    private final Runnable left;

    private ClientWatch(Connection connection, Runnable left) {
        this.connection = connection;
        this.left = left;
    }

    /**
     * Watches until it is closed, which must happen before the request is answered.
     *
     * @param left run at most once, on another thread, possibly when the watch is over already
     */
    public static ClientWatch start(ServletRequest request, Runnable left) {
        var watch = new ClientWatch(connection(request), left);
        OPEN.add(watch);
        return watch;
    }

    /** A request that came on no connection of ours stays. */
    private static Connection connection(ServletRequest request) {
        return request.getAttribute(CONNECTION) instanceof Connection connection
                ? connection
                : () -> false;
    }

    private void look() {
        try {
            if (hasLeft()) {
                Thread.startVirtualThread(left);
            }
        } catch (RuntimeException fault) {
            OPEN.remove(this);
            log.error("Whether a client is still there cannot be told", fault);
        }
    }

    /** Never while the connection is used for something else: {@link #close} waits for the look. */
    private synchronized boolean hasLeft() {
        return OPEN.contains(this) && connection.isClosedByClient() && OPEN.remove(this);
    }

    @Override
    public synchronized void close() {
        OPEN.remove(this);
    }
}
