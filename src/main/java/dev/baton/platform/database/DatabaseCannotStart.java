package dev.baton.platform.database;

import org.jspecify.annotations.Nullable;

/**
 * Says in one sentence why this instance has no database and which variable helps. It never carries
 * a password.
 */
public class DatabaseCannotStart extends RuntimeException {

    DatabaseCannotStart(String sentence) {
        this(sentence, null);
    }

    DatabaseCannotStart(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
