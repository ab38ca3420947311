package dev.baton.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was found at an address.
 *
 * @param encrypted whether what is sent there cannot be read on the way
 * @param refusal why Baton would send nothing there, as in {@code outgoing.refusal.<code>}; {@code
 *     invalid} for what is no address at all
 * @param failure why nobody answered, as in {@code webhook.failure.<code>}
 * @param status of the answer
 */
public record AddressCheck(
        boolean encrypted,
        @Nullable String refusal,
        @Nullable String failure,
        @Nullable Integer status,
        Duration took) {

    static AddressCheck refused(boolean encrypted, String reason) {
        return new AddressCheck(encrypted, reason, null, null, Duration.ZERO);
    }

    static AddressCheck silent(boolean encrypted, String failure, Duration took) {
        return new AddressCheck(encrypted, null, failure, null, took);
    }

    static AddressCheck answered(boolean encrypted, int status, Duration took) {
        return new AddressCheck(encrypted, null, null, status, took);
    }

    public boolean isReachable() {
        return status != null;
    }
}
