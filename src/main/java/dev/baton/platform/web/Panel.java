package dev.baton.platform.web;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * A part of a page that is read for itself: one that cannot be read says so in its own place, and
 * the rest of the page stays. {@code layout/empty :: failed} is what it shows then.
 *
 * @param content null when it could not be read
 */
public record Panel<T>(@Nullable T content) {

    private static final Logger log = LoggerFactory.getLogger(Panel.class);

    /**
     * What is read, or a failed panel. A database that cannot be reached fails the whole page: its
     * parts would each wait for it in turn.
     */
    public static <T> Panel<T> of(Supplier<T> reading) {
        try {
            return new Panel<>(reading.get());
        } catch (CannotCreateTransactionException | CannotGetJdbcConnectionException away) {
            throw away;
        } catch (RuntimeException failure) {
            log.warn("A part of a page could not be read", failure);
            return new Panel<>(null);
        }
    }

    /** What is made of this one, and fails with it. */
    public <R> Panel<R> then(Function<T, R> reading) {
        var known = content;
        return known == null ? new Panel<>(null) : of(() -> reading.apply(known));
    }

    public T orElse(T other) {
        return content == null ? other : content;
    }

    public boolean isFailed() {
        return content == null;
    }
}
