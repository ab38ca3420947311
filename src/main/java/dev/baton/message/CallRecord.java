package dev.baton.message;

import dev.baton.ledger.OpenedCall;
import dev.baton.platform.commit.CommitRecord;
import dev.baton.tenant.TenantId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What the group commit writes of calls, under the id of the call, message or decision. */
sealed interface CallRecord extends CommitRecord {

    /** A call that went out; nobody waits for it. */
    record Opened(OpenedCall call) implements CallRecord {

        @Override
        public UUID id() {
            return call.call().id();
        }
    }

    /** A call that ended. */
    record Finished(FinishedCall call, CompletableFuture<Void> written) implements CallRecord {

        @Override
        public UUID id() {
            return call.settlement().usage().call().id();
        }

        @Override
        public List<CommitRecord> along() {
            return call.along() == null ? List.of() : List.of(call.along());
        }

        @Override
        public void confirm() {
            written.complete(null);
        }

        @Override
        public void giveUp(Throwable reason) {
            written.completeExceptionally(reason);
        }
    }

    /** An idempotency key that nothing came of; who freed it may wait. */
    record Freed(TenantId tenant, ClaimedKey key, CompletableFuture<Void> written)
            implements CallRecord {

        @Override
        public UUID id() {
            return key.message();
        }

        @Override
        public void confirm() {
            written.complete(null);
        }

        @Override
        public void giveUp(Throwable reason) {
            written.completeExceptionally(reason);
        }
    }

    /** A refusal that is worth remembering; nobody waits for it. */
    record Refused(RefusedCall call) implements CallRecord {

        @Override
        public UUID id() {
            return call.decision().id();
        }
    }
}
