package dev.baton.model;

import dev.baton.platform.http.OutgoingExchange;
import dev.baton.platform.http.OutgoingFailure;
import dev.baton.platform.http.OutgoingHttp;
import dev.baton.platform.http.OutgoingRequest;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Lets another thread end a call at any time: before it begins, while it waits for its other side or
 * between two attempts, and while the answer comes.
 */
public final class Cancellation {

    private boolean cancelled;
    private @Nullable Thread opening;
    private @Nullable OutgoingExchange exchange;

    public void cancel() {
        OutgoingExchange open;
        synchronized (this) {
            cancelled = true;
            if (opening != null) {
                opening.interrupt();
            }
            open = exchange;
            notifyAll();
        }
        if (open != null) {
            open.cancel();
        }
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** @throws CallFailed once it is cancelled */
    public synchronized void check() throws CallFailed {
        if (cancelled) {
            throw CallFailed.cancelled(TokenUsage.NONE);
        }
    }

    /** Opens an exchange that a cancellation ends. */
    public OutgoingExchange open(OutgoingHttp http, OutgoingRequest request)
            throws OutgoingFailure, CallFailed {
        synchronized (this) {
            check();
            opening = Thread.currentThread();
        }
        OutgoingExchange opened = null;
        try {
            opened = http.open(request);
            return opened;
        } finally {
            opened(opened);
        }
    }

    /** Waits before the next attempt. */
    public synchronized void sleep(Duration wait) throws CallFailed {
        var end = System.nanoTime() + wait.toNanos();
        try {
            for (var left = wait.toNanos(); left > 0; left = end - System.nanoTime()) {
                check();
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallFailed.cancelled(TokenUsage.NONE);
        }
        check();
    }

    private void opened(@Nullable OutgoingExchange opened) {
        boolean late;
        synchronized (this) {
            opening = null;
            exchange = opened;
            late = cancelled;
        }
        if (late) {
            // The interrupt was ours and has done its work, or comes too late to do any.
            Thread.interrupted();
            if (opened != null) {
                opened.cancel();
            }
        }
    }
}
