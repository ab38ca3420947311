package dev.baton.platform.client;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The server's open connections, counted by {@link ClientPlace} as the server adds and removes them.
 */
final class OpenConnections
        extends ConcurrentHashMap<SocketChannel, SocketWrapperBase<NioChannel>> {

    private static final long serialVersionUID = 1L;

    private final transient Map<SocketChannel, String> owners = new ConcurrentHashMap<>();
    private final transient Map<String, Integer> counts = new ConcurrentHashMap<>();

    private volatile int most = Integer.MAX_VALUE;
    private transient volatile Predicate<InetAddress> exempt = _ -> false;

    void limit(int most, Predicate<InetAddress> exempt) {
        this.most = most;
        this.exempt = exempt;
    }

    boolean mayOpen(SocketChannel socket) {
        var address = address(socket);
        return address != null
                && (exempt.test(address) || counts.getOrDefault(ClientPlace.of(address), 0) < most);
    }

    @Override
    public @Nullable SocketWrapperBase<NioChannel> put(
            SocketChannel socket, SocketWrapperBase<NioChannel> connection) {
        var address = address(socket);
        if (address != null && owners.putIfAbsent(socket, ClientPlace.of(address)) == null) {
            counts.merge(ClientPlace.of(address), 1, Integer::sum);
        }
        return super.put(socket, connection);
    }

    @Override
    public @Nullable SocketWrapperBase<NioChannel> remove(Object socket) {
        var owner = owners.remove(socket);
        if (owner != null) {
            counts.computeIfPresent(owner, (_, count) -> count > 1 ? count - 1 : null);
        }
        return super.remove(socket);
    }

    /** Null when the client has gone before it was looked at. */
    private static @Nullable InetAddress address(SocketChannel socket) {
        try {
            return socket.getRemoteAddress() instanceof InetSocketAddress address
                    ? address.getAddress()
                    : null;
        } catch (IOException e) {
            return null;
        }
    }
}
