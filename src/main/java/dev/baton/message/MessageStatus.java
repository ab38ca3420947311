package dev.baton.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a message stands. */
public enum MessageStatus {
    /** Accepted for later; some instance will answer it. */
    QUEUED,
    COMPLETED,
    FAILED,
    /** The caller left before the answer was complete. */
    CANCELLED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<MessageStatus> ofWire(@Nullable String wire) {
        return Arrays.stream(values()).filter(one -> one.wire().equals(wire)).findFirst();
    }

    public boolean isFinal() {
        return this != QUEUED;
    }
}
