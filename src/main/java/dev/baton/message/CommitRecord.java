package dev.baton.message;

import dev.baton.ledger.OpenedCall;
import dev.baton.tenant.TenantId;
import java.util.concurrent.CompletableFuture;

/** Something that the {@link GroupCommit} writes, and who waits for it. */
sealed interface CommitRecord {

    /** Tells who waits that it is durable. */
    default void confirm() {}

    /** Tells who waits that it never will be. */
    default void giveUp(RuntimeException reason) {}

    /** A call that went out; nobody waits for it. */
    record Opened(OpenedCall call) implements CommitRecord {}

    /** A call that ended. */
    record Finished(FinishedCall call, CompletableFuture<Void> written) implements CommitRecord {

        @Override
        public void confirm() {
            written.complete(null);
        }

        @Override
        public void giveUp(RuntimeException reason) {
            written.completeExceptionally(reason);
        }
    }

    /** An idempotency key that nothing came of; who freed it may wait. */
    record Freed(TenantId tenant, ClaimedKey key, CompletableFuture<Void> written)
            implements CommitRecord {

        @Override
        public void confirm() {
            written.complete(null);
        }

        @Override
        public void giveUp(RuntimeException reason) {
            written.completeExceptionally(reason);
        }
    }

    /** A refusal that is worth remembering; nobody waits for it. */
    record Refused(RefusedCall call) implements CommitRecord {}
}
