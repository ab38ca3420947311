package dev.baton;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.time.Duration;

/**
 * Lets a test that waits for something to happen wait until it has: how long that takes on a busy
 * machine is no claim of the test's. One that claims a time says so with {@code atMost}.
 */
public class Patience implements BeforeAllCallback {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LONG_ENOUGH);
    }
}
