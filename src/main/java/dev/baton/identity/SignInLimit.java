package dev.baton.identity;

import java.time.Duration;
import java.util.Locale;

/**
 * How many wrong passwords there may be.
 *
 * @param window in which they come back, one by one
 */
public record SignInLimit(Scope scope, int attempts, Duration window) {

    /** What is counted: those for one e-mail address, whoever has it, or those from one IP address. */
    public enum Scope {
        ACCOUNT,
        ADDRESS;

        /** As other limits of the API are named. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
