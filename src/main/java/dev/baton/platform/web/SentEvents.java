package dev.baton.platform.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/** A response of server-sent events that goes on after its request was handled. */
public final class SentEvents {

    private final AsyncContext exchange;
    private final ServletOutputStream out;
    private final Runnable departed;
    private final ReentrantLock writing = new ReentrantLock();
    private boolean over;

    private SentEvents(AsyncContext exchange, Runnable departed) throws IOException {
        this.exchange = exchange;
        this.out = exchange.getResponse().getOutputStream();
        this.departed = departed;
        exchange.addListener(new Departure());
    }

    /**
     * Begins the response.
     *
     * @param departed is told that nobody is there any more
     */
    public static SentEvents begin(
            HttpServletRequest request, HttpServletResponse response, Runnable departed)
            throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-cache, no-store");
        response.setHeader("X-Accel-Buffering", "no");
        var exchange = request.startAsync(request, response);
        exchange.setTimeout(0);
        return new SentEvents(exchange, departed);
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Only a write shows that nobody is there any more. */
    public void beat() throws IOException {
        send(":\n\n");
    }

    public void send(byte[] bytes) throws IOException {
        writing.lock();
        try {
            if (over) {
                throw new IOException("The stream has ended");
            }
            out.write(bytes);
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    /** Ends the response. */
    public void complete() {
        stopWriting();
        try {
            exchange.complete();
        } catch (IllegalStateException completed) {
            // Whoever left was noticed by the container first.
        }
    }

    /**
     * The container gives a response that has ended to another request: what would still be
     * written, or fail to be, would be done to somebody else.
     */
    private void stopWriting() {
        writing.lock();
        try {
            over = true;
        } finally {
            writing.unlock();
        }
    }

    /** Somebody who left is no error, and there is nobody to show an error to. */
    private final class Departure implements AsyncListener {

        @Override
        public void onError(AsyncEvent event) {
            departed.run();
            complete();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            onError(event);
        }

        @Override
        public void onComplete(AsyncEvent event) {
            departed.run();
            stopWriting();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
