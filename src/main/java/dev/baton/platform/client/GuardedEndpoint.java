package dev.baton.platform.client;

import org.apache.tomcat.util.net.NioEndpoint;

import java.nio.channels.SocketChannel;

/** Closes a connection as it opens when its address holds too many already. */
final class GuardedEndpoint extends NioEndpoint {

    private final OpenConnections open = new OpenConnections();

    GuardedEndpoint() {
        connections = open;
    }

    OpenConnections open() {
        return open;
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        if (open.mayOpen(socket)) {
            return super.setSocketOptions(socket);
        }
        destroySocket(socket);
        return false;
    }
}
