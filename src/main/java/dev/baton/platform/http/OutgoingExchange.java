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

    @Override
    void close();
}
