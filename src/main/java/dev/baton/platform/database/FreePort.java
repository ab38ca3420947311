package dev.baton.platform.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of this machine for the embedded database. It lies below the range that systems hand out
 * to outgoing connections, so that nobody takes it while the database is down for a second.
 */
final class FreePort {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    private FreePort() {}

    static int preferably(int port) {
        return port > 0 && isFree(port) ? port : any();
    }

    static int any() {
        while (true) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
