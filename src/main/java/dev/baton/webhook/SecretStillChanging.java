package dev.baton.webhook;

import dev.baton.platform.problem.Conflict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The secret before the present one still signs; a third would leave some receiver behind. */
public class SecretStillChanging extends Conflict {

    SecretStillChanging(@Nullable Instant until) {
        super(
                "webhook_secret_changing",
                "The secret before this one is still valid until " + until + ".",
                String.valueOf(until));
    }
}
