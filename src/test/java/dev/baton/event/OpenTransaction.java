package dev.baton.event;

import dev.baton.tenant.TenantId;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;

/** A writer that has appended and not committed yet; it commits when it is closed. */
final class OpenTransaction implements AutoCloseable {

    private final SynchronousQueue<Boolean> commands = new SynchronousQueue<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch second = new CountDownLatch(1);
    private final Thread thread;

    OpenTransaction(EventFixture events, TenantId tenant) throws InterruptedException {
        thread =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        events.schema
                                                .transaction()
                                                .executeWithoutResult(_ -> write(events, tenant)));
        first.await();
    }

    void appendAgain() throws InterruptedException {
        commands.put(true);
        second.await();
    }

    private void write(EventFixture events, TenantId tenant) {
        try {
            events.log.append(EventFixture.noted(tenant, -1));
            first.countDown();
            commands.take();
            events.log.append(EventFixture.noted(tenant, -2));
            second.countDown();
            commands.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        commands.put(true);
        thread.join();
    }
}
