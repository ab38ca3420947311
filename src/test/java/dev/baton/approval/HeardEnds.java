package dev.baton.approval;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks for approvals in tests, and hears of those ends that were committed. */
@Component
class HeardEnds implements ApprovalListener {

    private final List<ApprovalEnd> heard = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    @Override
    public String originKind() {
        return ApprovalFixture.KIND;
    }

    @Override
    public void ended(ApprovalEnd end) {
        if (failing) {
            throw new IllegalStateException("cannot take it");
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        heard.add(end);
                    }
                });
    }

    void fail(boolean whether) {
        failing = whether;
    }

    List<ApprovalEnd> of(ApprovalId id) {
        return heard.stream().filter(end -> end.id().equals(id)).toList();
    }
}
