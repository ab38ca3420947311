package dev.baton.platform.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.apache.hc.core5.pool.PoolStats;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLContext;

/**
 * The one way for anything in Baton to send HTTP to an address that somebody typed in. It resolves
 * a name once and connects to the checked addresses only, follows no redirect, repeats nothing,
 * keeps no cookie, and bounds time and size as each request says. Call it from virtual threads with
 * no transaction open; interrupting the calling thread cancels the call.
 */
public final class OutgoingHttp implements AutoCloseable {

    private static final Duration LOOKUP = Duration.ofSeconds(5);
    private static final Duration EVICTION = Duration.ofSeconds(1);

    /** Taking a URL apart is pure, and few URLs get most of the calls. */
    private final Cache<URI, Destination> destinations =
            Caffeine.newBuilder().maximumSize(1_000).build();

    private final Watch watch = new Watch();
    private final SafeAddresses addresses;
    private final Connector connector;
    private final Connections connections;

    OutgoingHttp(OutgoingHttpProperties settings, NameLookup.Names names, SSLContext trust) {
        addresses = new SafeAddresses(new NameLookup(names), settings.addressPolicy());
        connector = new Connector(addresses, trust);
        connections =
                new Connections(
                        connector,
                        settings.maxConnections(),
                        settings.maxConnectionsPerHost(),
                        settings.keepAlive());
        watch.every(EVICTION, connections::evict);
    }

    /**
     * Connects, sends and waits for the head of the answer; the body is then read as it comes. The
     * exchange must be closed; one that is forgotten ends with its total limit.
     */
    public OutgoingExchange open(OutgoingRequest request) throws OutgoingFailure {
        var call = new Call(connections, watch, destination(request.url()), request.limits());
        call.open(request);
        return call;
    }

    /** Sends and reads the whole answer, as far as the limits allow. */
    public OutgoingResponse send(OutgoingRequest request) throws OutgoingFailure {
        long start = System.nanoTime();
        try (OutgoingExchange exchange = open(request)) {
            byte[] body = exchange.body().readAllBytes();
            return new OutgoingResponse(
                    exchange.status(),
                    exchange.headers(),
                    body,
                    exchange.truncated(),
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (OutgoingFailure e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("a body fails with OutgoingFailure only", e);
        }
    }

    /**
     * Why the URL would be refused now, for the form it is typed into; resolves the name. Empty is
     * no promise: the check is made again for every connection.
     */
    public Optional<RefusalReason> refusal(URI url) {
        try {
            addresses
                    .of(Destination.of(url).origin())
                    .get(LOOKUP.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (OutgoingFailure e) {
            return e.reason();
        } catch (ExecutionException e) {
            return e.getCause() instanceof OutgoingFailure failure
                    ? failure.reason()
                    : Optional.of(RefusalReason.UNRESOLVED);
        } catch (TimeoutException e) {
            return Optional.of(RefusalReason.UNRESOLVED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(RefusalReason.UNRESOLVED);
        }
    }

    /** Ends every call that is open. */
    @Override
    public void close() {
        watch.close();
        connections.close();
        addresses.close();
    }

    PoolStats stats() {
        return connections.stats();
    }

    /** Connections opened since the start. */
    long opened() {
        return connector.opened();
    }

    /** Calls that have not ended. */
    int calls() {
        return watch.size();
    }

    private Destination destination(URI url) throws OutgoingFailure {
        Destination known = destinations.getIfPresent(url);
        if (known == null) {
            known = Destination.of(url);
            destinations.put(url, known);
        }
        return known;
    }
}
