package dev.baton.platform.client;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The server's open connections, counted by address as the server adds and removes them. Of IPv6
 * the network counts: a client commonly has 2^64 addresses.
 */
final class OpenConnections
        extends ConcurrentHashMap<SocketChannel, SocketWrapperBase<NioChannel>> {

    private static final long serialVersionUID = 1L;
    private static final int NETWORK_BYTES = 8;

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
                && (exempt.test(address) || counts.getOrDefault(owner(address), 0) < most);
    }

    @Override
    public @Nullable SocketWrapperBase<NioChannel> put(
            SocketChannel socket, SocketWrapperBase<NioChannel> connection) {
        var address = address(socket);
        if (address != null && owners.putIfAbsent(socket, owner(address)) == null) {
            counts.merge(owner(address), 1, Integer::sum);
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

    private static String owner(InetAddress address) {
        var bytes = address.getAddress();
        return HexFormat.of()
                .formatHex(
                        address instanceof Inet6Address
                                ? Arrays.copyOf(bytes, NETWORK_BYTES)
                                : bytes);
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
