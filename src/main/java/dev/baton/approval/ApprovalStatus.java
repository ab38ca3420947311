package dev.baton.approval;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where an approval stands; all but {@link #OPEN} are final. */
public enum ApprovalStatus {
    OPEN,
    APPROVED,
    REJECTED,
    /** Nobody decided in time, which is a no. */
    EXPIRED,
    /** Whoever asked does not want it any more. */
    WITHDRAWN,
    /** Somebody changed what is to be done: another approval stands for it. */
    REPLACED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ApprovalStatus> ofWire(@Nullable String wire) {
        return Arrays.stream(values()).filter(one -> one.wire().equals(wire)).findFirst();
    }
}
