package dev.baton.trigger;

import dev.baton.work.Claim;
import dev.baton.work.Worker;

import org.springframework.stereotype.Component;

/** Carries out firings. */
@Component
class FiringWorker implements Worker {

    private final Firings firings;
    private final FiringStore store;

    FiringWorker(Firings firings, FiringStore store) {
        this.firings = firings;
        this.store = store;
    }

    @Override
    public String queue() {
        return Firings.QUEUE;
    }

    @Override
    public int concurrency() {
        return 8;
    }

    @Override
    public int laneConcurrency() {
        return 2;
    }

    @Override
    public int maxInterruptions() {
        return 20;
    }

    @Override
    public void work(Claim claim) {
        firings.carryOut(claim);
    }

    @Override
    public void buried(Claim claim, String reason) {
        store.find(claim.tenant(), claim.id())
                .ifPresent(firing -> firings.giveUp(claim.tenant(), firing, reason));
    }
}
