package dev.baton.message;

import dev.baton.ledger.Budgets;
import dev.baton.platform.commit.CommitPart;
import dev.baton.work.LeaseLost;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The calls' part of the group commit: their rows, and what this instance keeps in memory of the
 * money. What a call cost is owed whatever else of it cannot be written.
 */
@Component
@Order(CallPart.FIRST)
class CallPart implements CommitPart<CallRecord> {

    static final int FIRST = 0;

    private static final Logger LOG = LoggerFactory.getLogger(CallPart.class);

    private final CallBatch batches;
    private final Budgets budgets;
    private final MessageMetrics metrics;

    /**
     * Calls of the batch in hand that are settled in memory: a fault in the midst lets the batch
     * begin anew, and nobody pays twice for that.
     */
    private final Set<UUID> settled = new HashSet<>();

    /** Calls of the batch in hand that cost this instance's lease nothing. */
    private final Set<UUID> paidByOthers = new HashSet<>();

    CallPart(CallBatch batches, Budgets budgets, MessageMetrics metrics) {
        this.batches = batches;
        this.budgets = budgets;
        this.metrics = metrics;
    }

    @Override
    public Class<CallRecord> type() {
        return CallRecord.class;
    }

    /**
     * A call that went out and ended in one batch needs no opened row. It must not get one either
     * when the batch is split later, because it may have been settled in the first try.
     */
    @Override
    public Predicate<CallRecord> unneeded(List<CallRecord> records) {
        var ended =
                records.stream()
                        .filter(CallRecord.Finished.class::isInstance)
                        .map(CallRecord::id)
                        .collect(Collectors.toSet());
        return record -> record instanceof CallRecord.Opened && ended.contains(record.id());
    }

    @Override
    public void write(List<CallRecord> records) {
        paidByOthers.addAll(batches.write(records));
    }

    @Override
    public boolean isWritten(CallRecord record) {
        return batches.isWritten(record);
    }

    @Override
    public void written(CallRecord record) {
        batches.written(record);
        if (record instanceof CallRecord.Finished(var call, var _) && settleInMemory(call)) {
            metrics.ended(call.settlement().usage());
        }
    }

    @Override
    public void refused(CallRecord record, Throwable reason, Writing instead)
            throws InterruptedException {
        switch (record) {
            case CallRecord.Finished finished -> refused(finished, reason, instead);
            case CallRecord.Freed _ -> record.giveUp(reason);
            case CallRecord.Opened _, CallRecord.Refused _ ->
                    LOG.error("{} could not be written", record.name(), reason);
        }
    }

    @Override
    public void done() {
        settled.clear();
        paidByOthers.clear();
    }

    /** What it cost is owed all the same; its caller is told that the rest could not be kept. */
    private void refused(CallRecord.Finished record, Throwable reason, Writing instead)
            throws InterruptedException {
        var call = record.call();
        var less = call.less().orElse(null);
        if (less == null) {
            LOG.error("The cost of {} could not be written", record.name(), reason);
            settleInMemory(call);
            record.giveUp(reason);
        } else if (reason instanceof LeaseLost) {
            // Another instance answers this message now.
            instead.write(new CallRecord.Finished(less, record.written()));
        } else {
            LOG.error("{} could not be written, but for its cost", record.name(), reason);
            instead.write(new CallRecord.Finished(less, new CompletableFuture<>()));
            record.giveUp(reason);
            freeKey(call, instead);
        }
        record.along().forEach(along -> along.giveUp(reason));
    }

    /** The caller may ask again: nothing is kept that could be given again. */
    private static void freeKey(FinishedCall call, Writing instead) throws InterruptedException {
        if (call.replay() != null) {
            var tenant = call.settlement().usage().call().tenant();
            var key = call.replay().key();
            instead.write(new CallRecord.Freed(tenant, key, new CompletableFuture<>()));
        }
    }

    /** False when that was done before. */
    private boolean settleInMemory(FinishedCall call) {
        var settlement = call.settlement();
        var id = settlement.usage().call().id();
        if (!settled.add(id)) {
            return false;
        }
        var cost = paidByOthers.contains(id) ? 0 : settlement.usage().costNanos();
        budgets.settleInMemory(settlement.reservation(), cost);
        return true;
    }
}
