package dev.baton.platform.commit;

import java.util.List;
import java.util.UUID;

/** Something that the {@link GroupCommit} writes by the {@link CommitPart} of its type. */
public interface CommitRecord {

    /** Of what it is about. */
    UUID id();

    /** For the log: what a record holds may be long, and nobody's business. */
    default String name() {
        return getClass().getSimpleName() + " " + id();
    }

    /** What is written in the same transaction as this, or not at all. */
    default List<? extends CommitRecord> along() {
        return List.of();
    }

    /** Tells who waits that it is durable. Called by the one thread that commits: never waits. */
    default void confirm() {}

    /** Tells who waits that it never will be. Called like {@link #confirm}. */
    default void giveUp(Throwable reason) {}
}
