package dev.baton.approval;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks for approvals in tests, and hears of those ends that were committed. */
@Component
class HeardEnds implements ApprovalListener {

    private final List<ApprovalEnd> heard = new CopyOnWriteArrayList<>();
    private final List<ApprovalReplaced> replaced = new CopyOnWriteArrayList<>();
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

    /** Takes any object, whose amount is what counts where anything does. */
    @Override
    public ExactAction changed(Approval before, JsonNode wanted) {
        if (!wanted.isObject()) {
            throw ApprovalRefused.of("arguments", "invalid", "must be an object");
        }
        var unit = Optional.ofNullable(before.amount()).map(Amount::unit);
        return new ExactAction(
                wanted,
                unit.map(it -> Amount.of(wanted.path("amount").asDouble(), it)).orElse(null));
    }

    @Override
    public void replaced(ApprovalReplaced one) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        replaced.add(one);
                    }
                });
    }

    List<ApprovalReplaced> replacements(ApprovalId before) {
        return replaced.stream().filter(one -> one.before().equals(before)).toList();
    }

    void fail(boolean whether) {
        failing = whether;
    }

    List<ApprovalEnd> of(ApprovalId id) {
        return heard.stream().filter(end -> end.id().equals(id)).toList();
    }
}
