package dev.baton.platform.commit;

import dev.baton.platform.problem.Unavailable;
import java.time.Duration;

/** Nothing can be made durable at the moment, so nothing new is started or confirmed. */
public class CommitUnavailable extends Unavailable {

    CommitUnavailable() {
        super(
                503,
                "commit_unavailable",
                "Results cannot be stored at the moment; what was already done is kept and will"
                        + " be.",
                Duration.ofSeconds(2));
    }
}
