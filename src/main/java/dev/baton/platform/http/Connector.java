package dev.baton.platform.http;

import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Opens connections to checked addresses, one address after the other. A socket channel knows no
 * proxy, whatever the environment says.
 */
final class Connector {

    private static final int MAX_TRIES = 4;

    private final SafeAddresses addresses;
    private final TlsSocketStrategy tls;
    private final LongAdder opened = new LongAdder();

    Connector(SafeAddresses addresses, SSLContext trust) {
        this.addresses = addresses;
        this.tls = new DefaultClientTlsStrategy(trust, HostnameVerificationPolicy.BUILTIN, null);
    }

    /** The call's connect limit is shared between the addresses; a failed handshake is final. */
    Connection connect(Origin origin, Lifetime life) throws IOException, InterruptedException {
        List<InetAddress> checked = life.await(addresses.of(origin));
        int tries = Math.min(checked.size(), MAX_TRIES);
        int patience = (int) Math.max(1, life.limits().connect().toMillis() / tries);
        for (int i = 0; ; i++) {
            SocketChannel channel = SocketChannel.open();
            try {
                life.cutBy(() -> Connection.abort(channel));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                channel.socket()
                        .connect(new InetSocketAddress(checked.get(i), origin.port()), patience);
                Connection connection = secured(origin, channel);
                opened.increment();
                return connection;
            } catch (IOException | RuntimeException e) {
                Connection.abort(channel);
                if (i + 1 == tries || life.isOver() || e instanceof SSLException) {
                    throw e;
                }
            }
        }
    }

    /** Connections opened since the start. */
    long opened() {
        return opened.sum();
    }

    private Connection secured(Origin origin, SocketChannel channel) throws IOException {
        if (!origin.secure()) {
            return new Connection(channel, null);
        }
        String name = origin.literal() == null ? origin.host() : origin.literal().getHostAddress();
        return new Connection(
                channel,
                tls.upgrade(channel.socket(), name, origin.port(), null, HttpCoreContext.create()));
    }
}
