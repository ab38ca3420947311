package dev.baton.platform.http;

import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MessageConstraintException;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** What a peer sends, with rules for the response head and a way to look without waiting. */
final class PeerStream extends InputStream {

    private final InputStream in;
    private boolean inHead;
    private int headBudget;
    private boolean closedToReads;

    PeerStream(InputStream in) {
        this.in = in;
    }

    /**
     * From here to {@link #headEnds} at most about so many bytes may come, and an end is a failure:
     * the parser would take a head that was cut for a whole one.
     */
    void headBegins(int maxBytes) {
        inHead = true;
        headBudget = maxBytes;
    }

    void headEnds() {
        inHead = false;
    }

    /** While closed, a read fails as if nothing had come in time. */
    void closeToReads(boolean closed) {
        closedToReads = closed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (closedToReads) {
            throw new SocketTimeoutException();
        }
        if (inHead && headBudget <= 0) {
            throw new MessageConstraintException("response head too large");
        }
        int count = in.read(bytes, offset, length);
        if (inHead) {
            if (count < 0) {
                throw new ConnectionClosedException("end of stream before the end of the head");
            }
            headBudget -= count;
        }
        return count;
    }
}
