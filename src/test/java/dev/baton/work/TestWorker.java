package dev.baton.work;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A worker whose every property a test can choose, and which remembers what it was given. */
final class TestWorker implements Worker {

    static final String QUEUE = "test";

    /** Begun claims, in order of their beginning. */
    final List<Claim> begun = new CopyOnWriteArrayList<>();

    final List<Claim> buried = new CopyOnWriteArrayList<>();

    int concurrency = 4;
    int tenantConcurrency = Integer.MAX_VALUE;
    int laneConcurrency = Integer.MAX_VALUE;
    Work work = _ -> {};
    Runnable burial = () -> {};
    private volatile CountDownLatch held = new CountDownLatch(0);

    interface Work {

        void on(Claim claim) throws Exception;
    }

    TestWorker(Work work) {
        this.work = work;
    }

    TestWorker() {}

    /** Work that begins from here on waits until it is let go. */
    void hold() {
        held = new CountDownLatch(1);
    }

    void letGo() {
        held.countDown();
    }

    @Override
    public String queue() {
        return QUEUE;
    }

    @Override
    public int concurrency() {
        return concurrency;
    }

    @Override
    public int tenantConcurrency() {
        return tenantConcurrency;
    }

    @Override
    public int laneConcurrency() {
        return laneConcurrency;
    }

    @Override
    public void work(Claim claim) throws Exception {
        begun.add(claim);
        held.await();
        work.on(claim);
    }

    @Override
    public void buried(Claim claim, String reason) {
        burial.run();
        buried.add(claim);
    }
}
