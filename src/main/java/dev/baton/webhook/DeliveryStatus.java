package dev.baton.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a delivery stands. */
public enum DeliveryStatus {
    /** Will be sent, or sent again. */
    PENDING,
    DELIVERED,
    /** All attempts failed; only a person sends it again. */
    EXHAUSTED,
    /** Its endpoint is paused or disabled. */
    HELD;

    /** The status of that name as it stands in addresses and in the API. */
    public static Optional<DeliveryStatus> ofWire(String text) {
        return Arrays.stream(values()).filter(status -> status.wire().equals(text)).findFirst();
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
