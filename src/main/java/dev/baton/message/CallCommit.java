package dev.baton.message;

import dev.baton.ledger.OpenedCall;
import dev.baton.platform.commit.CommitUnavailable;
import dev.baton.platform.commit.GroupCommit;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Hands calls to the group commit, and knows those that went out and have not ended. */
@Component
class CallCommit {

    private final GroupCommit commit;
    private final Clock clock;

    /** Calls that went out and whose end was not handed over yet. */
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    CallCommit(GroupCommit commit, Clock clock) {
        this.commit = commit;
        this.clock = clock;
    }

    /** Lets a new call in, or refuses it while results cannot be stored. */
    void admit() {
        commit.admit();
    }

    /**
     * @see GroupCommit#admitAfter
     */
    void admitAfter(Duration waited) {
        commit.admitAfter(waited);
    }

    OpenCall opened(OpenedCall call) {
        underWay.add(call.call().id());
        commit.add(new CallRecord.Opened(call));
        return new UnderWay(call);
    }

    void refused(RefusedCall call) {
        commit.add(new CallRecord.Refused(call));
    }

    CompletableFuture<Void> freed(TenantId tenant, ClaimedKey key) {
        var written = new CompletableFuture<Void>();
        commit.add(new CallRecord.Freed(tenant, key, written));
        return written;
    }

    CompletableFuture<Void> finished(FinishedCall call) {
        underWay.remove(call.settlement().usage().call().id());
        var written = new CompletableFuture<Void>();
        commit.add(new CallRecord.Finished(call, written));
        return written;
    }

    /** Waits until the call is durable; the longer its caller has waited before, the shorter. */
    void awaitAfter(Duration waited, CompletableFuture<Void> written) throws CommitUnavailable {
        commit.awaitAfter(waited, written);
    }

    /** For a caller who is refused anyway and should not hear of it late. */
    void awaitBriefly(CompletableFuture<Void> written) throws CommitUnavailable {
        commit.awaitBriefly(written);
    }

    private final class UnderWay implements OpenCall {

        private final OpenedCall opened;

        UnderWay(OpenedCall opened) {
            this.opened = opened;
        }

        @Override
        public OpenedCall opened() {
            return opened;
        }

        @Override
        public void close() {
            if (underWay.contains(opened.call().id())) {
                finished(FinishedCall.of(opened.interrupted(clock.instant())));
            }
        }
    }
}
