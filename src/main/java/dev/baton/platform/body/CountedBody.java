package dev.baton.platform.body;

import dev.baton.platform.trace.RequestAge;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import java.io.IOException;

/**
 * A body that ends in a refusal at the first byte over the cap, however it is sent. What its sender
 * takes is no part of the {@link RequestAge}.
 */
final class CountedBody extends ServletInputStream {

    private final ServletRequest request;
    private final ServletInputStream body;
    private final long cap;
    private long count;

    CountedBody(ServletRequest request, ServletInputStream body, long cap) {
        this.request = request;
        this.body = body;
        this.cap = cap;
    }

    @Override
    public int read() throws IOException {
        var began = System.nanoTime();
        var value = body.read();
        RequestAge.leaveOut(request, System.nanoTime() - began);
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        var began = System.nanoTime();
        var read = body.read(target, offset, length);
        RequestAge.leaveOut(request, System.nanoTime() - began);
        count(Math.max(0, read));
        return read;
    }

    private void count(int bytes) {
        count += bytes;
        if (count > cap) {
            throw new BodyTooLarge(cap);
        }
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
