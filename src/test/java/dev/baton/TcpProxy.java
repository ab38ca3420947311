package dev.baton;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A network between two programs that can be made bad: silent, so that nothing comes through and
 * nothing is closed, or slow, so that every answer comes late and in slices.
 */
public final class TcpProxy implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int SLICE = 512;

    private final ServerSocket server;
    private final int target;
    private volatile boolean silent;
    private volatile Duration delay = Duration.ZERO;

    public TcpProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Lets nothing through until it is told to. */
    public void silent(boolean value) {
        silent = value;
    }

    /** Delays every piece of an answer so long; slices it if that is more than nothing. */
    public void delay(Duration value) {
        delay = value;
    }

    private void accept() {
        try {
            while (true) {
                var near = server.accept();
                var far = new Socket();
                far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                Thread.ofVirtual().start(() -> carry(near, far, false));
                Thread.ofVirtual().start(() -> carry(far, near, true));
            }
        } catch (IOException closed) {
            // The drill is over.
        }
    }

    private void carry(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            from.setTcpNoDelay(true);
            var in = from.getInputStream();
            var out = to.getOutputStream();
            var bytes = new byte[16_384];
            for (var read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                while (silent) {
                    LockSupport.parkNanos(LOOK.toNanos());
                }
                pass(bytes, read, out, answers ? delay : Duration.ZERO);
            }
        } catch (IOException closed) {
            // Either end has closed.
        }
    }

    private static void pass(byte[] bytes, int length, OutputStream out, Duration delay)
            throws IOException {
        if (delay.isZero()) {
            out.write(bytes, 0, length);
            return;
        }
        LockSupport.parkNanos(delay.toNanos());
        for (var from = 0; from < length; from += SLICE) {
            out.write(bytes, from, Math.min(SLICE, length - from));
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
