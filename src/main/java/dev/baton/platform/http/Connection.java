package dev.baton.platform.http;

import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import javax.net.ssl.SSLSocket;

/**
 * One HTTP/1.1 connection. Closing it only ever closes the socket, from any thread and without
 * waiting: no TLS farewell, no draining, no flushing to a peer that may not read.
 */
final class Connection extends DefaultBHttpClientConnection {

    static final int MAX_HEAD = 64 * 1024;

    private static final Http1Config CONFIG =
            Http1Config.custom()
                    .setBufferSize(4 * 1024)
                    .setMaxLineLength(MAX_HEAD)
                    .setMaxHeaderCount(256)
                    .build();
    private static final DefaultHttpRequestWriterFactory WRITERS =
            new DefaultHttpRequestWriterFactory(CONFIG);
    private static final DefaultHttpResponseParserFactory PARSERS =
            new DefaultHttpResponseParserFactory(CONFIG);
    private static final Timeout SHORTEST = Timeout.ofMilliseconds(1);

    private final SocketChannel channel;
    private final PeerStream input;

    Connection(SocketChannel channel, @Nullable SSLSocket tls) throws IOException {
        super(CONFIG, null, null, null, null, WRITERS, PARSERS);
        this.channel = channel;
        this.input = new PeerStream((tls == null ? channel.socket() : tls).getInputStream());
        bind(tls == null ? new Plain(channel.socket()) : new Secured(tls, channel.socket()));
    }

    PeerStream input() {
        return input;
    }

    /**
     * Whether the idle connection is alive and silent. A closed one would cost a failed request,
     * one that already said something (a 408 before closing, a second answer) would have it taken
     * for the answer to the next request. Costs no waiting and no round trip.
     */
    boolean isReusable() {
        try {
            return !hasLeftOver() && isSilent();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        close(CloseMode.GRACEFUL);
    }

    @Override
    public void close(CloseMode mode) {
        if (mode == CloseMode.IMMEDIATE) {
            abort(channel);
        } else {
            closeQuietly(channel);
        }
        super.close(CloseMode.IMMEDIATE);
    }

    /**
     * Closes with a reset, so that nothing lingers in the kernel for a peer that stopped reading.
     */
    static void abort(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException | RuntimeException e) {
            // closed already
        }
        closeQuietly(channel);
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing left to close
        }
    }

    private boolean hasLeftOver() throws IOException {
        input.closeToReads(true);
        try {
            return isDataAvailable(SHORTEST);
        } finally {
            input.closeToReads(false);
        }
    }

    private boolean isSilent() throws IOException {
        channel.configureBlocking(false);
        try {
            return channel.read(ByteBuffer.allocate(1)) == 0;
        } finally {
            channel.configureBlocking(true);
        }
    }

    private final class Plain extends SocketHolder {

        Plain(Socket socket) {
            super(socket);
        }

        @Override
        protected InputStream getInputStream(Socket socket) {
            return input;
        }
    }

    private final class Secured extends SocketHolder {

        Secured(SSLSocket tls, Socket socket) {
            super(tls, socket);
        }

        @Override
        protected InputStream getInputStream(Socket socket) {
            return input;
        }
    }
}
