package dev.baton.platform.client;

import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** What nobody wants to read of a body that was answered already. */
final class Leftover implements ApplicationBufferHandler {

    private final InputBuffer body;
    private final long most;
    private @Nullable ByteBuffer piece;

    /** @param most bytes that are read and thrown away */
    Leftover(InputBuffer body, long most) {
        this.body = body;
        this.most = most;
    }

    /** Reads and throws away; false when too much is left, or it takes too long to come. */
    boolean endsWithin(Duration patience, SocketWrapperBase<?> socket) {
        var end = System.nanoTime() + patience.toNanos();
        try {
            for (var left = most; left >= 0; ) {
                var wait = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (wait <= 0) {
                    return false;
                }
                socket.setReadTimeout(wait);
                var read = body.doRead(this);
                if (read < 0) {
                    return true;
                }
                left -= read;
            }
        } catch (IOException gone) {
            // Also when nothing came in time: its sender is not waited for any longer.
        }
        return false;
    }

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
        piece = buffer;
    }

    @Override
    public @Nullable ByteBuffer getByteBuffer() {
        return piece;
    }

    @Override
    public void expand(int size) {
        // What is read is not collected.
    }
}
