package dev.baton.platform.http;

import java.io.IOException;
import java.io.InputStream;

/** The body of a {@link Call} as its reader sees it: bounded, and either whole or an exception. */
final class CallBody extends InputStream {

    private final Call call;
    private final InputStream in;
    private final long announced;
    private long received;
    private boolean ended;
    private volatile boolean truncated;

    /** A negative length is one that the peer did not announce. */
    CallBody(Call call, InputStream in, long announced) {
        this.call = call;
        this.in = in;
        this.announced = announced;
    }

    boolean truncated() {
        return truncated;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (ended) {
            return -1;
        }
        long left = call.limits().maxBody() - received;
        int count = receive(bytes, offset, left < length ? (int) left + 1 : length);
        if (count < 0) {
            return end();
        }
        if (count > left) {
            return cut((int) left);
        }
        received += count;
        if (received == announced) {
            end();
        }
        return count;
    }

    /** Without a buffer that is larger than what was announced. */
    @Override
    public byte[] readAllBytes() throws IOException {
        long most = announced < 0 ? Integer.MAX_VALUE : announced - received;
        return readNBytes((int) Math.min(most, Integer.MAX_VALUE));
    }

    @Override
    public void close() {
        call.close();
    }

    /** Whether nothing but the end comes next; if so, the call is complete. */
    boolean reachesEnd() {
        try {
            if (in.read() < 0) {
                end();
                return true;
            }
        } catch (IOException | RuntimeException e) {
            // the connection is of no more use, or it is not there yet
        }
        return false;
    }

    private int receive(byte[] bytes, int offset, int length) throws OutgoingFailure {
        call.reading();
        try {
            return in.read(bytes, offset, length);
        } catch (IOException | RuntimeException e) {
            throw call.broken(e);
        } finally {
            call.resting();
        }
    }

    private int end() {
        ended = true;
        call.complete();
        return -1;
    }

    private int cut(int left) throws OutgoingFailure {
        if (!call.limits().truncate()) {
            throw call.tooLarge();
        }
        ended = true;
        truncated = true;
        call.close();
        return left == 0 ? -1 : left;
    }
}
