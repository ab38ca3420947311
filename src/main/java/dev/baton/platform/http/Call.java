package dev.baton.platform.http;

import dev.baton.platform.http.OutgoingFailure.Kind;

import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.pool.PoolEntry;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** One exchange, from waiting for a connection to giving it back. */
final class Call implements OutgoingExchange {

    private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();

    /** What a peer may take to end a body after its last piece. */
    private static final Duration MOMENT = Duration.ofMillis(500);

    private final Connections connections;
    private final Watch watch;
    private final Destination to;
    private final Lifetime life;
    private final HttpClientContext context = HttpClientContext.create();

    private boolean sent;
    private @Nullable ClassicHttpRequest request;
    private @Nullable ClassicHttpResponse response;
    private @Nullable PoolEntry<Origin, Connection> entry;
    private InputStream body = InputStream.nullInputStream();

    Call(Connections connections, Watch watch, Destination to, OutgoingLimits limits) {
        this.connections = connections;
        this.watch = watch;
        this.to = to;
        this.life = new Lifetime(limits);
    }

    /** Sends the request and waits for the response head. */
    void open(OutgoingRequest outgoing) throws OutgoingFailure {
        watch.add(life);
        boolean open = false;
        try {
            life.within(life.limits().connect(), Kind.TIMEOUT_CONNECT);
            entry = connections.take(to.origin(), life);
            life.within(life.limits().firstByte(), Kind.TIMEOUT_FIRST_BYTE);
            exchange(RequestLine.of(outgoing, to), entry.getConnection());
            life.stepDone();
            open = life.open(this::abandon);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw broken(e);
        } catch (IOException | HttpException | RuntimeException e) {
            throw broken(e);
        } finally {
            if (!open) {
                abandon();
            }
        }
        if (!open) {
            throw failure(null);
        }
        prepareBody(head().getEntity());
    }

    OutgoingLimits limits() {
        return life.limits();
    }

    /** The reader waits for more of the body. */
    void reading() throws OutgoingFailure {
        if (life.isOver()) {
            throw failure(null);
        }
        life.within(life.limits().idle(), Kind.TIMEOUT_IDLE);
    }

    /** The reader has got something and takes its time. */
    void resting() {
        life.stepDone();
    }

    /** The body is read to its end: the connection may serve another call. */
    void complete() {
        var used = entry;
        if (!life.complete() || used == null) {
            return;
        }
        watch.remove(life);
        if (DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context)) {
            connections.keep(
                    used,
                    DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(
                            response, context));
        } else {
            connections.close(used);
        }
    }

    OutgoingFailure broken(Exception e) {
        life.end(Failures.kindOf(e, sent));
        return e instanceof OutgoingFailure failure ? failure : failure(e);
    }

    OutgoingFailure tooLarge() {
        life.end(Kind.TOO_LARGE);
        return failure(null);
    }

    @Override
    public int status() {
        return head().getCode();
    }

    @Override
    public ResponseHeaders headers() {
        return new ResponseHeaders(head().getHeaders());
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public boolean truncated() {
        return body instanceof CallBody read && read.truncated();
    }

    @Override
    public void cancel() {
        life.end(Kind.CANCELLED);
    }

    @Override
    public void close() {
        life.end(Kind.CANCELLED);
    }

    @Override
    public void release() {
        var used = entry;
        if (used == null || !(body instanceof CallBody rest) || life.isOver()) {
            close();
        } else if (!endIsHere(rest, used.getConnection().input())) {
            Thread.startVirtualThread(() -> awaitEnd(rest));
        }
    }

    /** Looks into what has been received already, without reading from the peer. */
    private static boolean endIsHere(CallBody rest, PeerStream peer) {
        peer.closeToReads(true);
        try {
            return rest.reachesEnd();
        } finally {
            peer.closeToReads(false);
        }
    }

    private void awaitEnd(CallBody rest) {
        life.within(MOMENT, Kind.CANCELLED);
        if (!rest.reachesEnd()) {
            close();
        }
    }

    private void exchange(ClassicHttpRequest head, Connection connection)
            throws IOException, HttpException {
        request = head;
        sent = true;
        connection.input().headBegins(Connection.MAX_HEAD);
        response = EXECUTOR.execute(head, connection, context);
        connection.input().headEnds();
    }

    private void prepareBody(@Nullable HttpEntity entity) throws OutgoingFailure {
        if (entity == null || entity.getContentLength() == 0) {
            complete();
        } else if (entity.getContentLength() > limits().maxBody() && !limits().truncate()) {
            throw tooLarge();
        } else {
            try {
                body = new CallBody(this, entity.getContent(), entity.getContentLength());
            } catch (IOException e) {
                throw broken(e);
            }
        }
    }

    private void abandon() {
        watch.remove(life);
        if (entry != null) {
            connections.discard(entry);
        }
    }

    private OutgoingFailure failure(@Nullable Exception cause) {
        return Failures.of(life.ending(), sent, to.origin(), limits(), cause);
    }

    private ClassicHttpResponse head() {
        if (response == null) {
            throw new IllegalStateException("not open");
        }
        return response;
    }
}
