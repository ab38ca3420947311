package dev.baton.platform.http;

import java.io.InputStream;

/**
 * An answer whose head has come and whose body is still on its way. One thread reads it; any thread
 * may cancel it. Reading to the end gives the connection back for reuse; closing earlier aborts the
 * connection and never waits for the rest.
 */
public interface OutgoingExchange extends AutoCloseable {

    int status();

    ResponseHeaders headers();

    /**
     * The body as it arrives, a read gives what is there. Every failure is an {@link
     * OutgoingFailure}; a body that was cut never looks like a clean end.
     */
    InputStream body();

    /** Whether the body was longer than the limits allow and was cut there as they ask. */
    boolean truncated();

    /** Closes the connection at once; a read in another thread fails as cancelled. */
    void cancel();

    /**
     * Instead of closing, for a reader who knows from the body itself that it is complete: when the
     * end of the body is there, or comes within a moment, the connection is kept for reuse. Does
     * not wait for it.
     */
    void release();

    @Override
    void close();
}
