package dev.baton.platform.commit;

import java.util.List;
import java.util.function.Predicate;

/**
 * Writes the records of one type, all of a batch at once. Called by the one thread that commits;
 * parts write in the order of their {@code @Order}. A batch only inserts, or updates rows that this
 * instance owns, so that batches of several instances never wait for each other.
 *
 * @param <R> a type that all its records are instances of, and no other part's
 */
public interface CommitPart<R extends CommitRecord> {

    Class<R> type();

    /** Which of a batch's records others of it make superfluous; they are dropped untold. */
    default Predicate<R> unneeded(List<R> records) {
        return _ -> false;
    }

    /** Writes in the batch's transaction, which may be rolled back and begun again. */
    void write(List<R> records);

    /**
     * Whether the database has the record already, from a commit whose success was not heard of.
     */
    boolean isWritten(R record);

    /** The record is durable; whoever waits for it is told next. */
    default void written(R record) {}

    /** Writes a record at once, and returns when it is written or given up. */
    interface Writing {

        void write(CommitRecord record) throws InterruptedException;
    }

    /**
     * The database refuses the record, also when it stands alone. Nobody else tells who waits.
     *
     * @param instead for what can be written of it all the same
     */
    default void refused(R record, Throwable reason, Writing instead) throws InterruptedException {
        record.giveUp(reason);
    }

    /** What was in hand is written or given up. */
    default void done() {}
}
