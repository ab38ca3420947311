package dev.baton.message;

import dev.baton.ledger.OpenedCall;
import dev.baton.tenant.TenantId;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Something that the {@link GroupCommit} writes, and who waits for it. */
sealed interface CommitRecord {

    /** Of the call, message or decision that it is about. */
    UUID id();

    /** For the log: what a record holds may be long, and nobody's business. */
    default String name() {
        return getClass().getSimpleName() + " " + id();
    }

    /** Tells who waits that it is durable. */
    default void confirm() {}

    /** Tells who waits that it never will be. */
    default void giveUp(Throwable reason) {}

    /** A call that went out; nobody waits for it. */
    record Opened(OpenedCall call) implements CommitRecord {

        @Override
        public UUID id() {
            return call.call().id();
        }
    }

    /** A call that ended. */
    record Finished(FinishedCall call, CompletableFuture<Void> written) implements CommitRecord {

        @Override
        public UUID id() {
            return call.settlement().usage().call().id();
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
            implements CommitRecord {

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
    record Refused(RefusedCall call) implements CommitRecord {

        @Override
        public UUID id() {
            return call.decision().id();
        }
    }
}
